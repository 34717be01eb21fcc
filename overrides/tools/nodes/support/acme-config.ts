import type { Handler } from "../../../../src/tools/define.js";

/** What concerns ACME among a node's settings: account, domains and their plugins. */
export const readAcmeConfig: Handler = async ({ arguments: args, call }) => {
  const config = await call("GET /nodes/{node}/config", { node: args["node"] });
  const entries = Object.entries(config).filter(([name]) => name.startsWith("acme"));
  return entries.length > 0
    ? { data: Object.fromEntries(entries) }
    : {
        data: {},
        notes: [
          "No ACME account or domain is set; proxmox_node_config set takes acme and acmedomain0.",
        ],
      };
};
