import { isObject } from "../../kit/objects.js";
import type { EndpointKey } from "../../schema/model.js";
import type { WireAnswer } from "../wire/transport.js";
import { type Context, classify } from "./error-of-answer.js";
import { ASK_FOR_LESS, fateHint, isHarmless } from "./error-of-failure.js";
import {
  type ErrorFacts,
  type ProxmoxError,
  TooLargeError,
  UnexpectedAnswerError,
} from "./errors.js";
import { type JsonMeasure, measureJson } from "./measure-json.js";

/** What a call was answered. */
export interface Answer {
  /** Lists, objects, text, or null where there is nothing to say. */
  data: unknown;
  /** How many there are, on lists that are read in pages (logs, tasks). */
  total?: number;
}

const NOT_PROXMOX =
  "Check «host» and «port»: something else than Proxmox VE's API, or a proxy before it, answers there.";

/** A proxy may have spoilt the answer to a write that Proxmox has carried out. */
function notProxmox(endpoint: EndpointKey, status: number): ErrorFacts {
  const mayHaveRun = !isHarmless(endpoint);
  const hint = mayHaveRun ? `${NOT_PROXMOX} ${fateHint(endpoint)}` : NOT_PROXMOX;
  return { endpoint, status, mayHaveRun, hint };
}

/** Reads an answer. @throws ProxmoxError for every status but 2xx, and for what isn't the API's */
export function readAnswer(answer: WireAnswer, context: Context): Answer {
  const { status } = answer;
  if (status >= 400) throw refusalOf(answer, context);
  if (status < 200 || status >= 300) throw redirected(answer, context);
  const type = String(answer.headers["content-type"] ?? "");
  if (/^application\/json\b/i.test(type)) return readEnvelope(answer, context.endpoint);
  if (/^(text\/plain|application\/octet-stream)\b/i.test(type)) return { data: answer.body };
  if (answer.body === "") return { data: null };
  throw new UnexpectedAnswerError(
    `${context.endpoint}: the answer is ${type || "of no type"}, not JSON`,
    notProxmox(context.endpoint, status),
  );
}

/** What an answer may become at most: whatever is made of it holds up all other calls. */
const MOST: JsonMeasure = {
  // 10,000 guests of 30 fields
  values: 320_000,
  // far deeper than any answer of Proxmox's
  depth: 100,
  // 10,000 guests and their paths among somebody's permissions
  keys: 12_000,
};

const TOO_MUCH: Readonly<Record<keyof JsonMeasure, (count: number) => string>> = {
  values: (count) => `of ${count} values`,
  depth: (count) => `${count} levels deep`,
  keys: (count) => `of an object with ${count} keys`,
};

function readEnvelope(answer: WireAnswer, endpoint: EndpointKey): Answer {
  const measure = measureJson(answer.body);
  const over = (["values", "depth", "keys"] as const).find((name) => measure[name] > MOST[name]);
  if (over) {
    const what = TOO_MUCH[over](measure[over]);
    throw new TooLargeError(`${endpoint}: the answer is ${what}, and isn't read`, {
      endpoint,
      status: answer.status,
      mayHaveRun: !isHarmless(endpoint),
      hint: ASK_FOR_LESS,
    });
  }
  const parsed = parse(answer.body);
  if (SUSPECT.test(answer.body) && holdsConversion(parsed)) {
    throw new UnexpectedAnswerError(
      `${endpoint}: the answer has an object whose toString or valueOf isn't one`,
      notProxmox(endpoint, answer.status),
    );
  }
  if (!isObject(parsed) || !("data" in parsed)) {
    throw new UnexpectedAnswerError(
      `${endpoint}: the answer isn't one of Proxmox's (no "data")`,
      notProxmox(endpoint, answer.status),
    );
  }
  const { data, total } = parsed;
  return typeof total === "number" ? { data, total } : { data };
}

/** Bodies in which such a key may stand, spelt out or escaped; most have none. */
const SUSPECT = /toString|valueOf|\\u00/;

/** These make a text or number of an object throw, wherever it is made; Proxmox has no such keys. */
function holdsConversion(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(value, "toString") || Object.hasOwn(value, "valueOf")) return true;
  return Object.values(value).some(holdsConversion);
}

function refusalOf(answer: WireAnswer, context: Context): ProxmoxError {
  const parsed = parse(answer.body);
  const { message, errors } = isObject(parsed) ? parsed : {};
  return classify(
    {
      status: answer.status,
      reason: answer.reason,
      ...(typeof message === "string" && { message }),
      ...(isObject(errors) && { errors: texts(errors) }),
    },
    context,
  );
}

function redirected(answer: WireAnswer, { endpoint, redact }: Context): ProxmoxError {
  const reason = redact(answer.reason);
  return new UnexpectedAnswerError(
    `${endpoint}: the answer is ${answer.status} ${reason}; redirects are never followed`,
    { ...notProxmox(endpoint, answer.status), reason },
  );
}

function texts(errors: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, text]) => [
      name,
      typeof text === "string" ? text : JSON.stringify(text),
    ]),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
