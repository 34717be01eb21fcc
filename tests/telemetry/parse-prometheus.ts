/** A number with its name and labels. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads Prometheus' text; throws on a line that isn't any. */
export function parsePrometheus(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "))
    .map((line) => {
      const [, name = "", inner = "", value = ""] =
        /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === "") throw new Error(`no line of Prometheus' text: ${line}`);
      const pairs = [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"(?:,|$)/g)].map(
        ([, label = "", escaped = ""]) => [label, unescaped(escaped)] as const,
      );
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign));
}
