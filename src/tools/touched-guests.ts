import { defined } from "../kit/defined.js";
import { namedIn } from "../policy/scope/named.js";
import type { EndpointKey } from "../schema/model.js";
import type { Intent, Look, LookedUpGuest } from "./guard.js";

/** What acts on every guest of its node, or of the cluster, unless `vms` names some. */
const ACTS_ON_ALL =
  /\/cluster\/bulk-action\/guest\/|\/nodes\/\{node\}\/(?:startall|stopall|suspendall|migrateall|status)$/;

/** The guests that a request changes, as far as they exist. */
export async function touchedGuests(
  intent: Pick<Intent, "endpoint" | "parameters">,
  look: Look,
): Promise<LookedUpGuest[]> {
  const guests = (await look.guests().catch(() => [])).map(plain);
  const named = namedIn(intent.parameters).guests;
  if (named.size > 0) return guests.filter(({ vmid }) => named.has(vmid));
  if (!actsOnAll(intent)) return [];
  const { node } = intent.parameters;
  return guests.filter((guest) => node === undefined || guest.node === node);
}

function plain({ vmid, name, kind, node, status }: LookedUpGuest): LookedUpGuest {
  return { vmid, kind, node, status, ...defined({ name }) };
}

function actsOnAll({ endpoint, parameters }: { endpoint: EndpointKey; parameters: object }) {
  const all = "all" in parameters && ["1", "true"].includes(String(parameters.all));
  return ACTS_ON_ALL.test(endpoint) || all;
}
