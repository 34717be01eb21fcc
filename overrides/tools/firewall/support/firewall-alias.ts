import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";

/** A change replaces address and comment both, so those that aren't given are read first. */
export const setFirewallAlias: Handler = async ({ arguments: args, call, request }) => {
  const { name, wait: _, ...changes } = args;
  const { cidr, comment, digest } = await call("GET /cluster/firewall/aliases/{name}", {
    name,
  });
  return request("PUT /cluster/firewall/aliases/{name}", {
    name,
    cidr,
    ...defined({ comment, digest }),
    ...changes,
  });
};
