import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";

/** Names of privileges by path: as lists they take half the room. */
export const readPermissions: Handler = async ({ arguments: args, call }) => {
  const { path, userid } = args;
  const permissions = await call("GET /access/permissions", {
    ...defined({ path, userid }),
  });
  const paths = Object.entries(permissions).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    data: Object.fromEntries(paths.map(([name, privileges]) => [name, listed(Object(privileges))])),
    ...(paths.length === 0 && {
      notes: ["No rights at all: a token with privsep has none until proxmox_acl grants some."],
    }),
  };
};

/** @param privileges whether each counts below the path too */
function listed(privileges: Record<string, unknown>) {
  const names = Object.keys(privileges).sort();
  const only = names.filter((name) => !privileges[name]);
  return {
    privileges: names.filter((name) => privileges[name]),
    ...(only.length > 0 && { not_below: only }),
  };
}
