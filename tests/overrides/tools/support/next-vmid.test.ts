import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

let harness: Harness;
beforeAll(async () => {
  harness = await openToolbox();
});
afterAll(() => harness.close());
beforeEach(() => {
  harness.simulator.faults.clear();
  harness.sent();
});

const CLONE = "POST /nodes/pve1/qemu/100/clone";
const clone = () => harness.result("proxmox_guest_clone", { vmid: 100, name: "copy", wait: 600 });
/** Those that weren't answered by an injected fault. */
const carriedOut = () => harness.sent().filter((request) => request === CLONE).length;

/** What the next free id is, as it will be asked for. */
async function nextVmid(): Promise<number> {
  const { data } = await harness.call("proxmox_api_read", { endpoint: "GET /cluster/nextid" });
  return Number(data);
}

/** The first answer to a clone. */
function answerOnce(reason: string, status = 500): void {
  harness.simulator.faults.add({ method: "POST", path: "/clone$", times: 1, status, reason });
}

describe("a clone whose vmid is left to us", () => {
  it.each([
    (vmid: number) => `unable to create VM ${vmid}: config file already exists`,
    (vmid: number) => `unable to create CT ${vmid}: CT ${vmid} already exists on node 'pve2'`,
    (vmid: number) => `unable to create VM ${vmid} - VM ${vmid} already exists on node 'pve2'`,
  ])("is tried again where that id was taken meanwhile", async (reason) => {
    answerOnce(reason(await nextVmid()));
    expect((await clone()).isError).toBeUndefined();
    expect(carriedOut()).toBe(1);
  });

  it.each<[string, (vmid: number) => string, number?]>([
    ["another id was taken", (vmid) => `VM ${vmid}1 already exists on node 'pve2'`],
    ["a MAC address is used", () => "MAC address BC:24:11:00:00:01 already used by VM 105"],
    ["a disk exists", (vmid) => `disk image 'vm-${vmid}-disk-0' already exists`],
    ["a pool's member exists", () => "VM 100 already exists in pool"],
    ["it may have run", (vmid) => `VM ${vmid} already exists on node 'pve1'`, 504],
  ])("isn't where %s", async (_, reason, status) => {
    answerOnce(reason(await nextVmid()), status);
    expect((await clone()).isError).toBe(true);
    expect(carriedOut()).toBe(0);
    expect(harness.simulator.faults.list().requests).toEqual([]);
  });

  it("isn't where its task was started and failed, whatever it says", async () => {
    const vmid = await nextVmid();
    const message = `VM ${vmid} already exists on node 'pve1'`;
    harness.simulator.faults.failTasks({ type: "qmclone", times: 1, message });
    const { structuredContent } = await clone();
    expect(structuredContent).toMatchObject({ error: { code: "task" } });
    expect(carriedOut()).toBe(1);
  });
});
