import { expect, it } from "vitest";
import { isoTime } from "../../src/kit/iso-time.js";

it.each([
  [1_700_000_000, "2023-11-14T22:13:20.000Z"],
  ["1700000000", "2023-11-14T22:13:20.000Z"],
  [0, "1970-01-01T00:00:00.000Z"],
  [1e300, 1e300],
  ["soon", "soon"],
])("%j is %j", (seconds, expected) => expect(isoTime(seconds)).toBe(expected));
