import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type EndpointKey, keyOf } from "../../src/schema/model.js";

/** What names something that the demonstration cluster has. */
const THERE: Readonly<Record<string, unknown>> = { node: "pve1", storage: "local", target: "pve2" };

/** A valid call of `proxmox_api_write` for each endpoint of the newest release that isn't of tier read. */
export function everyWrite(): { endpoint: EndpointKey; params: Record<string, unknown> }[] {
  const { endpoints } = loadCatalogue();
  return loadRelease(newestRelease()).endpoints.flatMap((endpoint) => {
    const key = keyOf(endpoint);
    if (endpoints[key]?.tier === "read") return [];
    const params = Object.entries(exampleParameters(endpoint)).map(([name, value]) => [
      name,
      name === "vmid" ? (key.includes("/lxc") ? 200 : 100) : (THERE[name] ?? value),
    ]);
    return [{ endpoint: key, params: Object.fromEntries(params) }];
  });
}
