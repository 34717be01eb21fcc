import { type Availability, releasesWith } from "../schema/availability.js";
import type { EndpointKey } from "../schema/model.js";
import { readData } from "./files.js";

let availability: Availability | undefined;

/** Which release has which endpoint, parameter, key and value. */
export function loadAvailability(): Availability {
  availability ??= JSON.parse(readData("generated/availability.json")) as Availability;
  return availability;
}

/** `["since 9.0"]`, `["until 8.4"]`, or nothing for what every known release has. */
export function lifetimeOf(key: EndpointKey, path: string): string[] {
  const { releases } = loadAvailability();
  const having = releasesWith(loadAvailability(), key, path);
  const [first] = having;
  const last = having.at(-1);
  return [
    ...(first !== undefined && first !== releases[0] ? [`since ${first}`] : []),
    ...(last !== undefined && last !== releases.at(-1) ? [`until ${last}`] : []),
  ];
}
