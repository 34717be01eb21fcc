import { expect, it } from "vitest";
import { createLog } from "../../src/cli/log.js";
import { openClusters } from "../../src/cli/open-clusters.js";
import { demo } from "../../src/cli/target.js";
import { readSettings } from "../../src/settings/read.js";
import type { Settings } from "../../src/settings/settings.js";

const log = createLog("silent");
const read = await readSettings({}, { needs: "nothing" });
if ("problems" in read) throw new Error(read.problems.join());
const { settings } = read;

/** What becomes of clusters with these settings, by name. */
async function open(byName: Record<string, Partial<Settings>>) {
  const clusters = new Map(
    Object.entries(byName).map(([name, own]) => [
      name,
      { settings: { ...settings, ...own }, target: demo() },
    ]),
  );
  const { toolbox, problems } = await openClusters({ clusters }, { log, environment: {} });
  const names = [...(toolbox.clusters?.byName ?? [["", toolbox] as const])];
  return { problems, closed: names.filter(([, one]) => one.problem).map(([name]) => name) };
}

it("opens each cluster, and tells all that is wrong with any", async () => {
  const wrong = { toolsets: ["guest"] };
  expect({
    one: await open({ home: {} }),
    "one that is wrong": await open({ home: wrong }),
    two: await open({ home: {}, work: {} }),
    "two, one of them wrong": await open({ home: {}, work: wrong }),
    "two that are wrong": await open({ home: wrong, work: { tools: ["proxmox_x"] } }),
  }).toMatchInlineSnapshot(`
    {
      "one": {
        "closed": [],
        "problems": [],
      },
      "one that is wrong": {
        "closed": [
          "",
        ],
        "problems": [
          "PROXMOX_TOOLSETS: "guest" is no toolset; did you mean "guests"?",
        ],
      },
      "two": {
        "closed": [],
        "problems": [],
      },
      "two that are wrong": {
        "closed": [
          "home",
          "work",
        ],
        "problems": [
          "PROXMOX_TOOLSETS: "guest" is no toolset; did you mean "guests"?",
          "PROXMOX_TOOLS: "proxmox_x" is no tool; did you mean "proxmox_apt"?",
        ],
      },
      "two, one of them wrong": {
        "closed": [
          "work",
        ],
        "problems": [
          "PROXMOX_TOOLSETS: "guest" is no toolset; did you mean "guests"?",
        ],
      },
    }
  `);
});
