import { defined } from "../../../../src/kit/defined.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";

/** Lists of rules whose rules stand directly below, by position. */
type RulesPath =
  | "/cluster/firewall/groups/{group}"
  | "/cluster/firewall/rules"
  | "/cluster/sdn/vnets/{vnet}/firewall/rules"
  | "/nodes/{node}/firewall/rules"
  | "/nodes/{node}/{kind}/{vmid}/firewall/rules";

/**
 * Creates a rule. Proxmox puts a new rule at the top whatever `pos` says, and leaves it switched off
 * by default: so it is moved to its place afterwards, and the answer says that it is off.
 */
export function createRule(path: RulesPath): Handler {
  return async (context) => {
    const { pos, rule_action, moveto, wait: _, ...rest } = context.arguments;
    const place = pos ?? moveto;
    const owner = ownerOf(path, rest);
    await context.call(`POST ${path}` as const, { ...rest, action: rule_action });
    const at = place === undefined ? 0 : await moveRule(context, path, owner, Number(place));
    const isOff = rest["enable"] === undefined || Number(rest["enable"]) === 0;
    return {
      data: { pos: at },
      ...(isOff && { notes: ["The rule is switched off: enable=1 switches it on."] }),
    };
  };
}

const inCluster = createRule("/cluster/firewall/rules");
const inGroup = createRule("/cluster/firewall/groups/{group}");

/** In the cluster's own rules, or with `group` in those of a security group. */
export const createClusterRule: Handler = (context) =>
  context.arguments["group"] === undefined ? inCluster(context) : inGroup(context);

export const listClusterRules: Handler = ({ arguments: args, request }) => {
  const { wait: _, fields, cursor, limit, ...rest } = args;
  return rest["group"] === undefined
    ? request("GET /cluster/firewall/rules", rest)
    : request("GET /cluster/firewall/groups/{group}", rest);
};

/** The same request for a rule of both, where nothing else differs. */
export function onClusterRule(method: "DELETE" | "GET" | "PUT"): Handler {
  return ({ arguments: args, request }) => {
    const { rule_action, wait: _, fields, cursor, limit, ...rest } = args;
    const path = rest["group"] === undefined ? "rules" : "groups/{group}";
    return request(`${method} /cluster/firewall/${path}/{pos}` as const, {
      ...rest,
      ...defined({ action: rule_action }),
    });
  };
}

function ownerOf(path: RulesPath, args: Record<string, unknown>): Record<string, unknown> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  return Object.fromEntries(names.map((name) => [name, args[name]]));
}

/**
 * The rule that was just put at the top goes before what stands behind its place.
 *
 * @param path of the list of rules
 * @param owner what the path's parameters are
 * @returns where it stands now
 */
export async function moveRule(
  { call }: ToolContext,
  path: RulesPath,
  owner: Record<string, unknown>,
  place: number,
): Promise<number> {
  const rules = await call(`GET ${path}` as const, owner);
  const target = Math.min(place, rules.length - 1);
  if (target <= 0) return 0;
  const digest = rules[0]?.digest;
  const parameters = { ...owner, pos: 0, moveto: target + 1, ...defined({ digest }) };
  await call(`PUT ${path}/{pos}` as const, parameters, {
    losesNothing: "the rule was just made, and the others stay in their order",
  });
  return target;
}
