import type { Command } from "../command.js";
import { runPrism } from "../prism.js";
import { UserError } from "../user-error.js";

/** Passes requests on to a cluster, and holds both sides against a release's OpenAPI document. */
export const proxy: Command = {
  usage:
    "proxy https://node:8006 [--pve <release>] [--port 4010] [--errors] [--ca <pem> | --insecure]",
  options: {
    pve: { type: "string" },
    port: { type: "string", default: "4010" },
    errors: { type: "boolean" },
    ca: { type: "string" },
    insecure: { type: "boolean" },
  },
  async run({ values, positionals }) {
    const [upstream, ...others] = positionals;
    if (!upstream?.startsWith("https://") || others.length > 0) {
      throw new UserError(`expected one https:// URL: ${proxy.usage}`);
    }
    const { pve, port, errors, ca, insecure } = values;
    await runPrism({
      upstream: new URL(upstream).origin,
      release: typeof pve === "string" ? pve : undefined,
      port: String(port),
      errors: errors === true,
      ca: typeof ca === "string" ? ca : undefined,
      insecure: insecure === true,
    });
  },
};
