/**
 * How far a log line says that its task has come, 0 to 100: backups, clones, moves and downloads
 * write a percentage, each in its own way.
 */
export function percentOf(line: string): number | undefined {
  const match = /(?:^|[\s(:])(\d{1,3}(?:\.\d+)?)\s?%/.exec(line);
  const percent = match ? Number(match[1]) : Number.NaN;
  return percent >= 0 && percent <= 100 ? percent : undefined;
}
