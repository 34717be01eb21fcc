/**
 * Calendar events as Proxmox takes them: a part of what systemd.time(7) describes.
 *
 * `[weekdays] [[year-]month-day] [hours:minutes[:seconds]]`, each a list of values, ranges (`8..17`)
 * and steps (`0/15`), or `*`; a lone value means minutes; or a word such as `daily`.
 */
export function isCalendarEvent(text: string): boolean {
  const event = text.trim().toLowerCase();
  if (event === "") return false;
  if (WORDS.has(event)) return true;
  const parts = event.split(/\s+/);
  if (isDays(parts[0] as string)) parts.shift();
  if (parts[0]?.includes("-") && isDate(parts[0])) parts.shift();
  if (parts.length === 0) return true;
  if (parts[1] === "utc") parts.pop();
  return parts.length === 1 && isTime(parts[0] as string);
}

const WORDS = new Set([
  "minutely",
  "hourly",
  "daily",
  "weekly",
  "monthly",
  "yearly",
  "annually",
  "quarterly",
  "semiannually",
  "semi-annually",
]);

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function isDay(text: string): boolean {
  return text.length >= 3 && DAYS.some((day) => day === text || day.slice(0, 3) === text);
}

function isDays(text: string): boolean {
  return text.split(",").every((range) => {
    const ends = range.split("..");
    return ends.length <= 2 && ends.every(isDay);
  });
}

function isDate(text: string): boolean {
  const [day, month, year, ...more] = text.split("-").reverse();
  if (day === undefined || month === undefined || more.length > 0) return false;
  return (
    isValues(day, 1, 31) &&
    isValues(month, 1, 12) &&
    (year === undefined || isValues(year, 1970, 9999))
  );
}

function isTime(text: string): boolean {
  const fields = text.split(":");
  if (fields.length === 1) return isValues(text, 0, 59);
  const limits = [23, 59, 59];
  return (
    fields.length <= limits.length &&
    fields.every((field, index) => isValues(field, 0, limits[index] as number))
  );
}

function isValues(text: string, lowest: number, highest: number): boolean {
  const fits = (value: string) =>
    /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
  return text.split(",").every((entry) => {
    const [range, step, ...more] = entry.split("/");
    if (range === undefined || more.length > 0) return false;
    if (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0)) return false;
    if (range === "*") return true;
    const ends = range.split("..");
    if (ends.length > 2 || !ends.every(fits)) return false;
    return ends.length === 1 || Number(ends[0]) <= Number(ends[1]);
  });
}
