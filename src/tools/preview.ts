import { defined } from "../kit/defined.js";
import { isObject } from "../kit/objects.js";
import { consequenceOf, inViewOf } from "../policy/consequences.js";
import { decidingPaths, judgePermissions } from "../policy/permitted.js";
import { pathParameters } from "../schema/model.js";
import { isSecretName } from "../schema/secret.js";
import type { ToolAnswer } from "./define.js";
import { PREVIEW, ToolError } from "./errors.js";
import type { Guard, Intent, Look } from "./guard.js";
import { presentValues } from "./present-values.js";
import { changesOf } from "./question.js";
import { touchedGuests } from "./touched-guests.js";

/** Requests that are described: for each the cluster is asked about privileges. */
const MOST = 25;

/** A guard that lets nothing through and keeps what came first. */
export interface Preview extends Guard {
  /**
   * What would have been sent.
   *
   * @param answer that of the tool where it came to an end without sending anything
   */
  answer(answer: ToolAnswer | undefined): Promise<ToolAnswer>;
  /** Whether there was something to send. */
  isOver(): boolean;
}

/** Stops a call at the first request that changes something: what follows depends on its answer. */
export function createPreview(): Preview {
  let first: { intents: readonly Intent[]; look: Look } | undefined;
  return {
    async pass(intents, look) {
      first ??= { intents, look };
      throw new ToolError(PREVIEW, "a preview sends nothing that changes something");
    },
    isOver: () => first !== undefined,
    async answer(answer) {
      if (!first) return withNote(answer ?? { data: {} }, "Preview: there is nothing to send.");
      const { intents, look } = first;
      const shown = intents.slice(0, MOST);
      const requests = await Promise.all(shown.map((intent) => describe(intent, look)));
      return { data: { requests }, notes: notesOf(intents.length) };
    },
  };
}

function notesOf(count: number): string[] {
  if (count === 1) {
    return [
      "Preview: nothing was sent. If the tool sends more after this, that depends on its answer.",
    ];
  }
  const rest = count > MOST ? [`${count - MOST} more requests of the same kind aren't shown.`] : [];
  return ["Preview: nothing was sent.", ...rest];
}

function withNote(answer: ToolAnswer, note: string): ToolAnswer {
  return { ...answer, notes: [...(answer.notes ?? []), note] };
}

/** A request as it would be sent, who may send it, and what it would do. */
async function describe(intent: Intent, look: Look): Promise<Record<string, unknown>> {
  const { endpoint, entry, parameters, request } = intent;
  const guests = await touchedGuests(intent, look);
  const changes = await changesIn(intent, look);
  return {
    ...(request ? sentOf(intent) : { runs: parameters["command"] }),
    endpoint,
    tier: entry?.tier ?? "elevated",
    privileges: entry?.privileges,
    ...(await standingOf(intent, look)),
    ...(guests.length > 0 && { guests }),
    ...(changes.length > 0 && { changes }),
  };
}

function sentOf({ endpoint, parameters, request }: Intent): Record<string, unknown> {
  const inPath = pathParameters(endpoint);
  const sent = Object.entries(parameters)
    .filter(([name]) => !inPath.includes(name) && name !== "typed")
    .map(([name, value]) => [name, isSecretName(name) ? "***" : value]);
  const [path = ""] = request?.encoded.target.split("?") ?? [];
  return { method: request?.encoded.method, path, parameters: Object.fromEntries(sent) };
}

async function standingOf(
  { parameters, request, identity }: Intent,
  look: Look,
): Promise<Record<string, unknown>> {
  if (!request) return {};
  const paths = decidingPaths(request.endpoint, parameters);
  const granted = new Map<string, ReadonlySet<string>>();
  for (const path of paths) {
    const privileges = await privilegesOn(path, look);
    if (privileges) granted.set(path, privileges);
  }
  const standing = judgePermissions(request.endpoint, parameters, identity, granted);
  return {
    login: identity,
    allowed: standing.allowed ?? "Proxmox decides while it runs",
    ...(standing.missing.length > 0 && { missing: standing.missing }),
  };
}

async function privilegesOn(path: string, look: Look): Promise<ReadonlySet<string> | undefined> {
  const answer = await look.read("GET /access/permissions", { path });
  if (!isObject(answer)) return undefined;
  return new Set(Object.keys(Object(answer[path])));
}

/** What would be lost or replaced, in view of what is there. */
async function changesIn(intent: Intent, look: Look): Promise<string[]> {
  const { endpoint, entry, parameters } = intent;
  const consequence = consequenceOf(endpoint, entry, parameters);
  if (!consequence) return [];
  const replaces = consequence.replaces.length > 0;
  const present = replaces ? await presentValues(intent, look) : undefined;
  const seen = present ? inViewOf(consequence, present, parameters) : consequence;
  return seen ? changesOf({ intent, consequence: seen, parameters, ...defined({ present }) }) : [];
}
