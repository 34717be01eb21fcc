/**
 * Calendar events as Proxmox's jobs use them: `daily`, `02:30`, `mon..fri 22:30`, `*:0/15`,
 * `sat 4,16:00`. Dates within a month aren't understood: such a schedule has no next run.
 */

const NAMED: Record<string, string> = {
  minutely: "*:*",
  hourly: "*:00",
  daily: "00:00",
  weekly: "mon 00:00",
  monthly: "*-*-1 00:00",
};

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

interface Event {
  days: Set<number>;
  hours: Set<number>;
  minutes: Set<number>;
  /** Days of the month; empty: all. */
  dates: Set<number>;
}

function parse(text: string): Event | undefined {
  const parts = (NAMED[text.trim()] ?? text.trim()).toLowerCase().split(/\s+/);
  const event: Event = { days: new Set(), hours: all(24), minutes: new Set([0]), dates: new Set() };
  for (const part of parts) {
    const date = /^\*-\*-([\d,]+)$/.exec(part)?.[1];
    if (date !== undefined) event.dates = new Set(date.split(",").map(Number));
    else if (part.includes(":")) {
      const [hours = "", minutes = ""] = part.split(":");
      event.hours = numbers(hours, 24);
      event.minutes = numbers(minutes, 60);
    } else if (/^[a-z]/.test(part)) {
      event.days = weekdays(part);
      if (event.days.size === 0) return undefined;
    } else if (/^[\d*/,.]+$/.test(part)) event.minutes = numbers(part, 60);
    else return undefined;
  }
  return event.hours.size > 0 && event.minutes.size > 0 ? event : undefined;
}

function all(count: number): Set<number> {
  return new Set(Array.from({ length: count }, (_, index) => index));
}

/** `*`, `4,16`, `8..17`, `0/15`, `*\/2` */
function numbers(text: string, limit: number): Set<number> {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step] = part.split("/");
    const [from = "", to] = range.split("..");
    const first = from === "*" || from === "" ? 0 : Number(from);
    const isOpen = from === "*" || from === "" || step !== undefined;
    const last = to === undefined ? (isOpen ? limit - 1 : first) : Number(to);
    for (let value = first; value <= last && value < limit; value += Number(step ?? 1) || 1) {
      found.add(value);
    }
  }
  return found;
}

/** `mon`, `mon,wed`, `mon..fri` */
function weekdays(text: string): Set<number> {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [from = "", to = from] = part.split("..");
    const first = DAYS.indexOf(from.slice(0, 3));
    const last = DAYS.indexOf(to.slice(0, 3));
    if (first < 0 || last < 0) continue;
    for (let day = first; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === last) break;
    }
  }
  return found;
}

const MINUTE = 60;
const DAY = 86_400;

/** Seconds since 1970 of the first run after `time`; undefined for what isn't understood. */
export function nextRun(schedule: string, time: number): number | undefined {
  const event = parse(schedule);
  if (!event) return undefined;
  const limit = time + 400 * DAY;
  let at = (Math.floor(time / MINUTE) + 1) * MINUTE;
  while (at < limit) {
    const date = new Date(at * 1000);
    const isDay =
      (event.days.size === 0 || event.days.has(date.getUTCDay())) &&
      (event.dates.size === 0 || event.dates.has(date.getUTCDate()));
    if (!isDay) at = (Math.floor(at / DAY) + 1) * DAY;
    else if (!event.hours.has(date.getUTCHours())) at = (Math.floor(at / 3600) + 1) * 3600;
    else if (!event.minutes.has(date.getUTCMinutes())) at += MINUTE;
    else return at;
  }
  return undefined;
}

export function nextRuns(schedule: string, time: number, count: number): number[] {
  const runs: number[] = [];
  let at: number | undefined = time;
  while (runs.length < count) {
    at = nextRun(schedule, at);
    if (at === undefined) break;
    runs.push(at);
  }
  return runs;
}
