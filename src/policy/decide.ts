import { type CatalogueEntry, reaches, type Tier } from "../schema/catalogue.js";
import type { EndpointFilter } from "../schema/endpoint-filter.js";
import type { EndpointKey } from "../schema/model.js";
import type { Scope } from "./scope/scope.js";
import { notOursToStop, STOP_TASK } from "./stop-task.js";

export interface Request {
  endpoint: EndpointKey;
  parameters: Record<string, unknown>;
}

export interface Rules {
  access: Tier;
  /** The endpoints of excluded tools, each with the listed tools that need it themselves. */
  excluded: ReadonlyMap<EndpointKey, ReadonlySet<string>>;
  /** Endpoints that are closed for all. */
  closed?: EndpointFilter;
  /** What may be changed at all; judged on the final request, once the cluster's guests are known. */
  scope?: Scope;
  /** The same for whoever calls, besides that. */
  callerScope?: Scope;
}

/** Who sends a request. */
export interface Caller {
  /** The tool that was called; absent for resources and completions. */
  tool?: string | undefined;
  /** `user@realm` or `user@realm!token`. */
  identity: string;
}

export type Verdict =
  | { allowed: true; request: Request }
  | { allowed: false; code: "access" | "excluded"; message: string; hint: string };

/**
 * May this request run? The only place that decides: curated tools, doors, resources, prompts and
 * completions all send their final request through here.
 *
 * A parameter may ask for more than its endpoint; below that tier its harmless value is sent.
 */
export function decide(
  request: Request,
  entry: CatalogueEntry | undefined,
  rules: Rules,
  caller: Caller,
): Verdict {
  const { endpoint } = request;
  const tier = entry?.tier ?? "elevated";
  const reason = entry?.reason ?? "it isn't classified";
  const refused =
    exclusion(endpoint, rules, caller) ??
    (reaches(rules.access, tier) ? undefined : tooLow(endpoint, tier, reason, rules.access)) ??
    foreignTask(request, rules, caller);
  if (refused) return refused;
  const parameters = { ...request.parameters };
  for (const [name, rule] of Object.entries(entry?.parameters ?? {})) {
    if (reaches(rules.access, rule.tier)) continue;
    if (rule.harmlessValue !== undefined) {
      if (name in parameters && !isSame(parameters[name], rule.harmlessValue)) {
        return tooLow(`${request.endpoint} with ${name}`, rule.tier, rule.reason, rules.access);
      }
      parameters[name] = rule.harmlessValue;
    } else if (name in parameters) {
      return tooLow(`${request.endpoint} with ${name}`, rule.tier, rule.reason, rules.access);
    }
  }
  return { allowed: true, request: { endpoint: request.endpoint, parameters } };
}

/** An excluded tool closes its endpoints: only the tools that need one themselves still reach it. */
function exclusion(endpoint: EndpointKey, rules: Rules, caller: Caller): Verdict | undefined {
  if (rules.closed?.(endpoint)) {
    return {
      allowed: false,
      code: "excluded",
      message: `${endpoint} is switched off here by PROXMOX_EXCLUDE_ENDPOINTS.`,
      hint: "The operator can take it out of that setting.",
    };
  }
  const keepers = rules.excluded.get(endpoint);
  if (!keepers || (caller.tool !== undefined && keepers.has(caller.tool))) return undefined;
  return {
    allowed: false,
    code: "excluded",
    message: `${endpoint} is switched off here: a tool for it is excluded.`,
    hint: "The operator can take the tool out of PROXMOX_EXCLUDE_TOOLS.",
  };
}

function foreignTask(
  { endpoint, parameters }: Request,
  { access }: Rules,
  { identity }: Caller,
): Verdict | undefined {
  if (endpoint !== STOP_TASK || reaches(access, "elevated")) return undefined;
  const reason = notOursToStop(parameters["upid"], identity);
  return reason === undefined
    ? undefined
    : tooLow("Stopping this task", "elevated", reason, access);
}

function tooLow(what: string, tier: Tier, reason: string, access: Tier): Verdict {
  return {
    allowed: false,
    code: "access",
    message: `${what} needs access tier "${tier}" (${reason}); this server runs with "${access}".`,
    hint: `The operator can allow it with PROXMOX_ACCESS=${tier}.`,
  };
}

/** `0`, `"0"` and `false` are one value on Proxmox's wire. */
function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (typeof value === "boolean" ? Number(value) : value);
  return String(plain(a)) === String(plain(b));
}
