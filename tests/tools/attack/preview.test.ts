import { afterAll, beforeAll, expect, it } from "vitest";
import { factsOf } from "../../support/cluster-facts.js";
import { everyAction } from "../../support/every-action.js";
import { type Harness, openToolbox } from "../harness.js";

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox({
    programs: { console: true, node: false },
    // some actions are root's alone
    credentials: { kind: "password", user: "root@pam", password: "proxmox" },
  });
  await harness.call("proxmox_guest_list");
});

afterAll(() => harness.close());

/** POSTs that ask the guest agent something. */
const QUESTIONS = /\/agent\/(?:ping|fsfreeze-status)$/;

it("a preview of any action of any tool changes nothing", async () => {
  const before = factsOf(harness);
  harness.sent();
  const outcomes = { previewed: 0, read: 0, refused: 0 };
  for (const { tool, args } of everyAction()) {
    const { isError, structuredContent } = await harness.result(tool, { ...args, preview: true });
    const { requests } = Object(structuredContent["data"]) as { requests?: object[] };
    outcomes[isError ? "refused" : requests ? "previewed" : "read"] += 1;
    const written = harness
      .sent()
      .filter((request) => !request.startsWith("GET ") && !QUESTIONS.test(request));
    expect({ tool, args, written }).toEqual({ tool, args, written: [] });
  }
  expect(changed(before, factsOf(harness))).toEqual([]);
  expect(outcomes.previewed).toBeGreaterThan(260);
  expect(outcomes).toMatchInlineSnapshot(`
    {
      "previewed": 267,
      "read": 197,
      "refused": 64,
    }
  `);
});

function changed(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  // the simulator makes what an agent knows at the first question
  return [...paths].filter(
    (path) => before.get(path) !== after.get(path) && !path.includes("/agent/"),
  );
}
