const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** `1.5 GiB`; binary units, as Proxmox's own interface shows them. */
export function readableSize(bytes: number): string {
  const exponent = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** exponent;
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${UNITS[exponent]}`;
}

/** GiB in `32`, `32G`, `1T` or `512M`; undefined for anything else. */
export function gibibytes(size: unknown): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT])?(?:i?B)?$/i.exec(String(size).trim());
  if (!match) return undefined;
  const powers = { K: -2, M: -1, G: 0, T: 1 };
  const unit = (match[2] ?? "G").toUpperCase() as keyof typeof powers;
  return Number(match[1]) * 1024 ** powers[unit];
}
