/** The names in a setting, apart by commas or blanks; none where it isn't set. */
export function splitNames(value: string | undefined): string[] {
  return (value ?? "").split(/[,\s]+/).filter((name) => name !== "");
}
