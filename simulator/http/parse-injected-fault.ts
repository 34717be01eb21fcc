import { patternCost } from "../../src/schema/pattern-cost.js";
import { type FaultRule, LONGEST_PATH, type TaskFaultRule } from "./injected-faults.js";

/** What a part of a rule may hold, and how that is called. */
interface Kind {
  wants: string;
  fits(value: unknown): boolean;
}

const TEXT: Kind = { wants: "text", fits: (value) => typeof value === "string" };
const TRUE: Kind = { wants: "true", fits: (value) => value === true };
const COUNT: Kind = { wants: "a whole number from 1", fits: (value) => isWhole(value, 1) };
const MILLISECONDS: Kind = { wants: "milliseconds", fits: (value) => isWhole(value, 0) };
const STATUS: Kind = {
  wants: "a status from 400 to 599",
  fits: (value) => isWhole(value, 400, 599),
};
const METHOD: Kind = {
  wants: "GET, POST, PUT or DELETE",
  fits: (value) => ["GET", "POST", "PUT", "DELETE"].includes(String(value)),
};
const PATTERN: Kind = { wants: "a regular expression", fits: isPattern };

/** Ways that a rule may try on a path: some hundredths of a second. */
const MOST_WAYS = 100_000_000;

const FAULT: Record<keyof FaultRule, Kind> = {
  method: METHOD,
  path: PATTERN,
  times: COUNT,
  latency: MILLISECONDS,
  reset: TRUE,
  lost: TRUE,
  status: STATUS,
  reason: TEXT,
  lockTimeout: TRUE,
};

const TASK_FAULT: Record<keyof TaskFaultRule, Kind> = {
  type: TEXT,
  id: TEXT,
  times: COUNT,
  message: TEXT,
};

/** Without one of these a rule would only hide those after it. */
const EFFECTS: readonly (keyof FaultRule)[] = ["latency", "reset", "lost", "status", "lockTimeout"];

/** @throws Error naming the part that is wrong, and what it may be */
export function readFaultRule(given: Record<string, unknown>): FaultRule {
  checkParts("a fault", FAULT, given);
  if (!EFFECTS.some((name) => name in given)) {
    throw new Error(`nothing goes wrong by it; give one of ${EFFECTS.join(", ")}`);
  }
  return given;
}

/** @throws Error naming the part that is wrong, and what it may be */
export function readTaskFaultRule(given: Record<string, unknown>): TaskFaultRule {
  checkParts("a task fault", TASK_FAULT, given);
  const { message, ...rest } = given;
  if (typeof message !== "string") throw new Error("message is missing: the task's exit status");
  return { ...rest, message };
}

/**
 * `latency=200, status=596, reset, lock-timeout` as in the header `x-simulate-fault`.
 *
 * @throws Error as `readFaultRule`
 */
export function parseFault(text: string): FaultRule {
  const parts = text.split(",").map((part): [string, unknown] => {
    const [name = "", value] = part.trim().split("=");
    return [name === "lock-timeout" ? "lockTimeout" : name, valueIn(value)];
  });
  return readFaultRule(Object.fromEntries(parts));
}

function valueIn(text: string | undefined): unknown {
  if (text === undefined) return true;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function checkParts(
  what: string,
  kinds: Readonly<Record<string, Kind>>,
  given: Record<string, unknown>,
): void {
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      const known = Object.keys(kinds).join(", ");
      throw new Error(`${JSON.stringify(name)} is no part of ${what}; there are ${known}`);
    }
    if (!kind.fits(value)) {
      throw new Error(`${name} is ${JSON.stringify(value)}, but should be ${kind.wants}`);
    }
    if (kind === PATTERN && patternCost(String(value), LONGEST_PATH) > MOST_WAYS) {
      throw new Error(
        `${name} is ${JSON.stringify(value)}, which could take very long; give fewer repetitions, and none within another`,
      );
    }
  }
}

function isWhole(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === "string" && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}
