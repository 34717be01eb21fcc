import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";
import { selectionProblems, selectTools } from "../../src/tools/registry.js";
import { readResource } from "../../src/tools/resources.js";
import { type Harness, openToolbox } from "./harness.js";

const list = loadToolList();
const RENAMED: [old: string, now: string, args: Record<string, unknown>][] = [
  ["proxmox_domain", "proxmox_realm", { action: "list" }],
  ["proxmox_group", "proxmox_user_group", { action: "list" }],
  ["proxmox_guest_resize", "proxmox_guest_cpu_memory", { vmid: 100, cores: 2 }],
  ["proxmox_notification", "proxmox_notification_target", { action: "list" }],
  ["proxmox_sdn", "proxmox_sdn_apply", { action: "apply" }],
];

/** Without look-ups of guests and of tasks. */
const ownOf = (sent: string[]) =>
  sent.filter((request) => !/\/tasks\/|^GET \/(nodes|cluster\/resources)$/.test(request));

const select = (tools: string[], excluded: string[]) =>
  selectTools(list, { toolsets: ["core"], tools, excluded, access: "elevated" });

it("knows all renamed tools, none of which is listed twice", () => {
  expect(Object.entries(list.renamed).sort()).toEqual(RENAMED.map(([old, now]) => [old, now]));
  expect(Object.keys(list.tools)).not.toEqual(expect.arrayContaining(Object.keys(list.renamed)));
});

describe.each(RENAMED)("%s, now %s", (old, now, args) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  it("is still called", async () => {
    await harness.call(old, args);
    const asked = ownOf(harness.sent());
    await harness.call(now, args);
    expect(ownOf(harness.sent())).toEqual(asked);
    expect(asked).not.toEqual([]);
  });

  it("is still explained", async () => {
    const { signal } = new AbortController();
    const { text } = await readResource(`proxmox://tool/${old}`, harness.toolbox, signal);
    expect(text).toContain(now);
  });

  it("is still chosen and taken away by settings", () => {
    expect(selectionProblems(list, { toolsets: [], tools: [old], excluded: [old] })).toEqual([]);
    expect(select([old], []).listed.map(({ name }) => name)).toContain(now);
    const { listed, excluded, excludedEndpoints } = select([now], [old]);
    expect(listed.map(({ name }) => name)).not.toContain(now);
    expect(excluded).toContain(now);
    expect(excludedEndpoints.size).toBeGreaterThan(0);
  });

  it("is refused under today's name where it isn't listed", async () => {
    const core = await openToolbox({ toolsets: ["core"] });
    const { message } = await core.refused(old, args);
    expect(message).toContain(`${now} isn't switched on`);
    await core.close();
  });
});
