/** What differs from run to run: figures of load, clocks, random ids. */
const VOLATILE = new Set([
  "cpu",
  "disk",
  "diskread",
  "diskwrite",
  "freemem",
  "mem",
  "memhost",
  "netin",
  "netout",
  "pid",
  "uptime",
]);

const PATTERNS: [RegExp, string][] = [
  [/UPID:[^"\s]+/g, "UPID"],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"],
  [/\b\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d\b/g, "STAMP"],
  [/\b[0-9a-f]{40}\b/g, "DIGEST"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "UUID"],
  [/\b([0-9A-F]{2}:){5}[0-9A-F]{2}\b/gi, "MAC"],
  [/ctime=\d+/g, "ctime=N"],
  [/PVEVNC:[^"\s]+/g, "TICKET"],
  [/-----BEGIN CERTIFICATE-----[^"]*/g, "CERTIFICATE"],
];

/** An answer as text that is the same in each run. */
export function steady(answer: unknown): string {
  const text = JSON.stringify(answer, (key, value) => {
    if (key === "readable") return undefined;
    if (key === "seconds") return "N";
    return VOLATILE.has(key) && typeof value === "number" && value !== 0 ? "N" : value;
  });
  return PATTERNS.reduce((steadied, [pattern, name]) => steadied.replace(pattern, name), text);
}
