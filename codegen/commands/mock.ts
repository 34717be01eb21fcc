import type { Command } from "../command.js";
import { runPrism } from "../prism.js";

/** Serves made-up answers that fit a release's OpenAPI document. */
export const mock: Command = {
  usage: "mock [--pve <release>] [--port 4010] [--errors]",
  help: `Prism serves made-up answers that fit the release's OpenAPI document, until it is stopped.

  --pve 8.4           of this release; by default of the newest in schema/
  --port 4010         on this port of this machine
  --errors            answer requests that don't fit with an error`,
  options: {
    pve: { type: "string" },
    port: { type: "string", default: "4010" },
    errors: { type: "boolean" },
  },
  async run({ values }) {
    const { pve, port, errors } = values;
    await runPrism({
      release: typeof pve === "string" ? pve : undefined,
      port: String(port),
      errors: errors === true,
    });
  },
};
