import { afterAll, beforeAll, describe, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type EndpointKey, keyOf } from "../../src/schema/model.js";
import { everyAction } from "../support/every-action.js";
import { openToolbox } from "../tools/harness.js";
import { createTally } from "./support/tally.js";

const tally = createTally("exclusions");

const endpoints = new Map(loadRelease(newestRelease()).endpoints.map((one) => [keyOf(one), one]));
const actions = everyAction();

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    api: loadRelease(newestRelease()),
    clock: "manual",
    unauthorizedDelay: 0,
  });
});
afterAll(() => simulator.close());

const { tools } = loadToolList();

describe("a tool that is excluded", () => {
  it.each(Object.keys(tools).filter((name) => !name.startsWith("proxmox_api_")))(
    "%s: its writes are closed to it, the doors and bulk actions",
    async (name) => {
      const harness = await openToolbox({ simulator, excluded: [name] });
      const own = Object.entries(tools[name]?.endpoints ?? {})
        .filter(([, tier]) => tier !== "read")
        .map(([key]) => key as EndpointKey);
      const isOpen = new Set(
        Object.entries(tools)
          .filter(([other]) => other !== name && !other.startsWith("proxmox_api_"))
          .filter(([other]) => other !== "proxmox_bulk")
          .flatMap(([, { endpoints: theirs }]) => Object.keys(theirs)),
      );
      for (const { tool, args } of actions.filter((one) => one.tool === name)) {
        const { isError } = await harness.result(tool, { ...args, wait: 0 });
        tally.count(isError === true && writes() === 0, `${name} itself`);
      }
      for (const key of own) {
        const endpoint = endpoints.get(key);
        if (!endpoint) continue;
        const params = exampleParameters(endpoint);
        await harness.result("proxmox_api_write", { endpoint: key, params, wait: 0 });
        tally.count(writes() === 0, `${name}: the door to ${key}`);
      }
      if (name !== "proxmox_bulk") {
        for (const action of ["start", "stop", "shutdown", "delete", "snapshot", "backup"]) {
          const closed = own.filter((key) => key.endsWith(BULK[action] ?? "-") && !isOpen.has(key));
          if (closed.length === 0) continue;
          await harness.result("proxmox_bulk", { action, vmids: [100], wait: 0 });
          tally.count(writes() === 0, `${name}: bulk ${action}`);
        }
      }
      await harness.close();
      tally.settle();
    },
  );
});

/** The end of what each of them sends. */
const BULK: Readonly<Record<string, string>> = {
  start: "/status/start",
  stop: "/status/stop",
  shutdown: "/status/shutdown",
  delete: "DELETE /nodes/{node}/qemu/{vmid}",
  snapshot: "POST /nodes/{node}/qemu/{vmid}/snapshot",
  backup: "/vzdump",
};

/** How many requests since the last look could have changed something. */
function writes(): number {
  const count = simulator.requests.filter(({ method }) => method !== "GET").length;
  simulator.clearRequests();
  return count;
}
