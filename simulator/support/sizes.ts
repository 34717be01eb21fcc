export const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;
export const TIB = 1024 ** 4;

const UNITS: Record<string, number> = { "": 1, K: KIB, M: MIB, G: GIB, T: TIB };

/** Bytes of `32G`, `512M`, `4096`; undefined for what isn't a size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1));
}

/** The shortest exact form: `32G`, `1536M`, `10K`. */
export function printSize(bytes: number): string {
  for (const unit of ["T", "G", "M", "K"]) {
    const factor = UNITS[unit] ?? 1;
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`;
  }
  return String(bytes);
}

/** As task logs write it: `2.0 GiB`. */
export function humanSize(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
