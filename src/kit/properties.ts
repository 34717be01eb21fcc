/** `virtio=AA:…,bridge=vmbr0` as keys and values in their order; a bare value has the key `""`. */
export function propertyPairs(text: string): [string, string][] {
  return text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? ["", part] : [part.slice(0, at), part.slice(at + 1)];
    });
}

/** The same by key; of a key that stands there twice, the last value. */
export function readProperties(text: string): Map<string, string> {
  return new Map(propertyPairs(text));
}

/** The text that `readProperties` reads. */
export function printProperties(properties: ReadonlyMap<string, string>): string {
  return [...properties].map(([key, value]) => (key === "" ? value : `${key}=${value}`)).join(",");
}
