/** A JSON object whose one long table stands an entry a line, so that diffs read well. */
export function jsonLines(
  head: Record<string, unknown>,
  name: string,
  table: Record<string, unknown>,
): string {
  const start = JSON.stringify(head).slice(0, -1);
  const lines = Object.entries(table).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  return `${start},${JSON.stringify(name)}:{\n${lines.join(",\n")}\n}}\n`;
}
