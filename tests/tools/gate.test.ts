import { expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { openToolbox } from "./harness.js";

/** What the gate's inventory and `finishTask` send without asking policy. */
const LOOKUPS = [
  "GET /cluster/resources",
  "GET /nodes/{node}/tasks/{upid}/log",
  "GET /nodes/{node}/tasks/{upid}/status",
] as const;

it.each(LOOKUPS)("%s, which the gate looks up itself, is open to every tier", (endpoint) => {
  const { tier, hidden, parameters } = loadCatalogue().endpoints[endpoint] ?? {};
  expect({ tier, hidden, parameters }).toEqual({ tier: "read" });
});

it("sends nothing else on its own account", async () => {
  const harness = await openToolbox({ access: "operate" });
  try {
    await harness.call("proxmox_guest_reboot", { vmid: 100 });
    const sent = harness
      .sent()
      .map((request) =>
        request.replace(/UPID[^/?]*/, "{upid}").replace(/nodes\/\w+/, "nodes/{node}"),
      );
    const own = new Set(sent.filter((request) => !request.startsWith("POST")));
    expect([...own].sort()).toEqual([...LOOKUPS]);
  } finally {
    await harness.close();
  }
});
