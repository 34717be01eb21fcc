/**
 * Seconds since 1970 as `2026-01-31T08:00:00.000Z`; what is no such time stays as it is.
 *
 * @param seconds a number, or text with one
 */
export function isoTime(seconds: unknown): unknown {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : time.toISOString();
}
