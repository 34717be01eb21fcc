import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";

export const changeFirewallGroup = rename("group", "/cluster/firewall/groups");
export const changeFirewallIpset = rename("name", "/cluster/firewall/ipset");

/**
 * Groups and IP sets have no PUT: their POST changes what `rename` names, and gives it the name and
 * comment that stand beside. A comment that isn't given would be lost, so it is read first.
 */
function rename(
  key: "group" | "name",
  path: "/cluster/firewall/groups" | "/cluster/firewall/ipset",
): Handler {
  return async ({ arguments: args, call, request, refuse }) => {
    const name = String(args[key]);
    const rows = await call(`GET ${path}` as const);
    const current = rows.find((row) => key in row && row[key] === name);
    if (!current) throw refuse(`${key}: there is no ${JSON.stringify(name)}.`);
    const comment = args["comment"] ?? current.comment;
    const digest = args["digest"] ?? current.digest;
    return request(`POST ${path}` as const, {
      [key]: args["rename"] ?? name,
      rename: name,
      ...(comment !== undefined && comment !== "" && { comment }),
      ...defined({ digest }),
    });
  };
}
