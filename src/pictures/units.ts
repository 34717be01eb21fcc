/** How a series is measured. */
export type Unit = "percent" | "bytes" | "bytes/s" | "number";

export interface ShownUnit {
  name: string;
  /** How many of the series' own unit it is. */
  size: number;
  /** The smallest range that an axis has, so that nothing looks like much. */
  least: number;
}

const PREFIXES = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

/** The unit in which values up to `most` are read best. */
export function unitFor(unit: Unit, most: number): ShownUnit {
  if (unit === "percent") return { name: "%", size: 1, least: 1 };
  if (unit === "number") return { name: "", size: 1, least: 1 };
  const power = Math.min(
    PREFIXES.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, most)) / 10)),
  );
  const name = `${PREFIXES[power]}B${unit === "bytes/s" ? "/s" : ""}`;
  return { name, size: 1024 ** power, least: 1 };
}
