/** The keys of a property string in their order; a bare first value stands under `""`. */
export function readProperties(text: string): Map<string, string> {
  const entries = text.split(",").filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const at = entry.indexOf("=");
      return at < 0 ? ["", entry] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

export function printProperties(properties: ReadonlyMap<string, string>): string {
  return [...properties].map(([key, value]) => (key === "" ? value : `${key}=${value}`)).join(",");
}
