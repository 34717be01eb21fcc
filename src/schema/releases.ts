/** `9.1` of `9.1.9`, `9.1-2`, `9.0.0~11` and the like; undefined for what isn't a version. */
export function minorRelease(version: string): string | undefined {
  const match = /^(\d+)\.(\d+)/.exec(version);
  return match ? `${match[1]}.${match[2]}` : undefined;
}

/** Orders `8.4` before `9.0` before `10.1`. */
export function compareReleases(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Whether `release` is `oldest` or a later one. */
export function isAtLeast(release: string, oldest: string): boolean {
  return compareReleases(release, oldest) >= 0;
}

/** The newest known release that isn't newer than `release`; below all of them, the oldest. */
export function nearestRelease(release: string, known: readonly string[]): string {
  const sorted = [...known].sort(compareReleases);
  const lower = sorted.filter((candidate) => compareReleases(candidate, release) <= 0);
  const nearest = lower.at(-1) ?? sorted[0];
  if (nearest === undefined) throw new Error("no release is known");
  return nearest;
}
