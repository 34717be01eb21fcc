import type { Command } from "../command.js";
import { runPrism } from "../prism.js";
import { UserError } from "../user-error.js";

/** Passes requests on to a cluster, and holds both sides against a release's OpenAPI document. */
export const proxy: Command = {
  usage:
    "proxy https://node:8006 [--pve <release>] [--port 4010] [--errors] [--ca <pem> | --insecure]",
  help: `Prism passes requests on to a cluster and says where they or their answers don't fit.

  --pve 8.4           the release of the cluster; by default the newest in schema/
  --port 4010         on this port of this machine
  --errors            answer requests that don't fit with an error
  --ca FILE           trust this certificate authority
  --insecure          take any certificate`,
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
