/** `virtio=BC:24:…,bridge=vmbr0` as a record; a bare part belongs to the key `first`. */
export function readProperties(text: string, first = "volume"): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const part of text.split(",")) {
    const equals = part.indexOf("=");
    if (equals < 0) {
      if (part !== "") properties[first] = part;
    } else properties[part.slice(0, equals)] = part.slice(equals + 1);
  }
  return properties;
}

/** The other way round: `first` stands bare in front. */
export function writeProperties(
  properties: Readonly<Record<string, string | number | undefined>>,
  first = "volume",
): string {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  const head = entries.filter(([key]) => key === first).map(([, value]) => String(value));
  const rest = entries.filter(([key]) => key !== first).map(([key, value]) => `${key}=${value}`);
  return [...head, ...rest].join(",");
}
