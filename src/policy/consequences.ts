import { splitList } from "../kit/lists.js";
import type { CatalogueEntry, Loss } from "../schema/catalogue.js";
import { holds, textOf } from "../schema/condition.js";
import { type EndpointKey, pathParameters } from "../schema/model.js";
import { isSecretName } from "../schema/secret.js";

type Values = Readonly<Record<string, unknown>>;

/** What a request does that its user may not want. */
export interface Consequence {
  /** Each follows "it": "deletes guest 206 with all its disks". */
  losses: readonly string[];
  /** Parameters that replace what is there, as far as something is there. */
  replaces: readonly string[];
}

/** What is lost, replaced, revoked, opened or handed out by a request; undefined: nothing is. */
export function consequenceOf(
  endpoint: EndpointKey,
  entry: Pick<CatalogueEntry, "losses"> | undefined,
  parameters: Values,
): Consequence | undefined {
  const known = entry ? (entry.losses ?? []) : unknownLosses(endpoint);
  const losses = known.filter((loss) => applies(loss, parameters));
  const phrases = losses.flatMap((loss) => phrasesOf(loss, endpoint, parameters));
  const replaces = losses.flatMap((loss) => replacedBy(loss, endpoint, parameters));
  if (phrases.length === 0 && replaces.length === 0) return undefined;
  return { losses: [...new Set(phrases)], replaces: [...new Set(replaces)] };
}

/**
 * The consequence where it is known what is there: only a value that is there can be replaced. A
 * secret may be there without being shown.
 *
 * @returns undefined where nothing is lost, as things are
 */
export function inViewOf(
  { losses, replaces }: Consequence,
  present: Values,
  parameters: Values,
): Consequence | undefined {
  const replaced = replaces.filter((name) =>
    present[name] === undefined ? isSecretName(name) : !isSame(present[name], parameters[name]),
  );
  if (losses.length === 0 && replaced.length === 0) return undefined;
  return { losses, replaces: replaced };
}

/** Of an endpoint that was learnt from a node, only the verb is known. */
function unknownLosses(endpoint: EndpointKey): readonly Loss[] {
  const byVerb: Readonly<Record<string, readonly Loss[]>> = {
    DELETE: [{ what: "deletes {*}" }],
    PUT: [{ replaces: { except: ["digest"] } }],
    POST: [{ what: "calls {*}, of which this server knows nothing" }],
  };
  return byVerb[endpoint.slice(0, endpoint.indexOf(" "))] ?? [];
}

function applies({ when = {} }: Loss, parameters: Values): boolean {
  return Object.entries(when).every(([name, condition]) => holds(condition, parameters[name]));
}

function phrasesOf(loss: Loss, endpoint: EndpointKey, parameters: Values): string[] {
  if ("what" in loss) return [fill(loss.what, endpoint, parameters)];
  if (!("each" in loss)) return [];
  const names = namesIn(parameters[loss.each]);
  return loss.kinds.flatMap(({ what }, index) => {
    const own = names.filter((name) => kindOf(loss.kinds, name) === index);
    return own.length === 0 ? [] : [what.replace("{each}", own.join(", "))];
  });
}

function kindOf(kinds: readonly { fits?: string }[], name: string): number {
  return kinds.findIndex(({ fits }) => fits === undefined || new RegExp(fits).test(name));
}

function replacedBy(loss: Loss, endpoint: EndpointKey, parameters: Values): string[] {
  if (!("replaces" in loss)) return [];
  const spared = new Set([
    ...pathParameters(endpoint),
    ...loss.replaces.except,
    "delete",
    "revert",
    "force",
  ]);
  return Object.keys(parameters).filter(
    (name) => parameters[name] !== undefined && !spared.has(name),
  );
}

/** Puts values where the text names them; what isn't given leaves no gap. */
function fill(text: string, endpoint: EndpointKey, parameters: Values): string {
  const path = endpoint.slice(endpoint.indexOf(" ") + 1);
  return text
    .replace("{*}", path)
    .replace(/\{([\w-]+)\}/g, (_, name: string) => textOf(parameters[name]))
    .replace(/ {2,}/g, " ")
    .trim();
}

function namesIn(value: unknown): string[] {
  return [value].flat().flatMap((entry) => splitList(textOf(entry)));
}

/** `1` and `true` are one value; so are a list and its text, and a property string in any order. */
function isSame(present: unknown, given: unknown): boolean {
  const plain = (value: unknown) => {
    const flag = typeof value === "boolean" ? Number(value) : value;
    const text = [flag].flat().map(textOf).join(",");
    return text.includes("=") ? text.split(",").sort().join(",") : text;
  };
  return plain(present) === plain(given);
}
