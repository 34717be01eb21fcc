import { type CatalogueEntry, reaches, type Tier } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";

export interface Request {
  endpoint: EndpointKey;
  parameters: Record<string, unknown>;
}

export interface Rules {
  access: Tier;
  /** What only excluded tools stood for. */
  excluded: ReadonlySet<EndpointKey>;
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
export function decide(request: Request, entry: CatalogueEntry | undefined, rules: Rules): Verdict {
  const tier = entry?.tier ?? "elevated";
  const refused = refusal(request.endpoint, tier, entry?.reason ?? "it isn't classified", rules);
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

function refusal(
  endpoint: EndpointKey,
  tier: Tier,
  reason: string,
  rules: Rules,
): Verdict | undefined {
  if (rules.excluded.has(endpoint)) {
    return {
      allowed: false,
      code: "excluded",
      message: `${endpoint} is switched off here: its tools are excluded.`,
      hint: "The operator can take the tool out of PROXMOX_EXCLUDE_TOOLS.",
    };
  }
  return reaches(rules.access, tier) ? undefined : tooLow(endpoint, tier, reason, rules.access);
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
