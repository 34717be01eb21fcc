import { afterAll, beforeAll, expect, it } from "vitest";
import { type Facts, factsOf } from "../support/cluster-facts.js";
import { everyAction } from "../support/every-action.js";
import { everyWrite } from "../support/every-write.js";
import { type Harness, openToolbox } from "../tools/harness.js";
import { createTally } from "./support/tally.js";

const declined = createTally("user declines");
const previewed = createTally("preview");

let harness: Harness;
let before: Facts;
let questions = 0;

beforeAll(async () => {
  harness = await openToolbox({
    confirm: { mode: "changes", fallback: "allow" },
    ask: async () => {
      questions += 1;
      return "declined";
    },
    programs: { console: true, node: false },
    // some actions are root's alone
    credentials: { kind: "password", user: "root@pam", password: "proxmox" },
  });
  await harness.call("proxmox_guest_list");
  before = factsOf(harness);
  harness.sent();
});

afterAll(() => {
  declined.figure("questions", String(questions));
  return harness.close();
});

/** POSTs of tools that ask the guest agent something, and consoles that are only looked at. */
const LOOKS = /\/agent\/(?:ping|fsfreeze-status)$|\/(?:vnc|term)proxy$/;

function writes(allowed?: RegExp): string[] {
  return harness.sent().filter((request) => !request.startsWith("GET ") && !allowed?.test(request));
}

function changed(): string[] {
  const after = factsOf(harness);
  // the simulator makes what an agent knows at the first question
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path) && !path.includes("/agent/"),
  );
}

it("no action of any tool changes anything while its user declines", async () => {
  for (const { tool, args } of everyAction()) {
    await harness.result(tool, args);
    const sent = writes(LOOKS);
    declined.count(sent.length === 0, `${tool} ${JSON.stringify(args)}: ${sent.join(", ")}`);
  }
  declined.settle();
  expect(changed()).toEqual([]);
  expect(questions).toBeGreaterThan(250);
});

it("no endpoint does through the door", async () => {
  const asked = questions;
  for (const call of everyWrite()) {
    await harness.result("proxmox_api_write", call);
    const sent = writes();
    declined.count(sent.length === 0, `${call.endpoint}: ${sent.join(", ")}`);
  }
  declined.settle();
  expect(changed()).toEqual([]);
  expect(questions - asked).toBeGreaterThan(320);
});

it("what is declined as destructive has sent nothing before it either", async () => {
  const usual = await openToolbox({ ask: async () => "declined" });
  await usual.call("proxmox_guest_list");
  let refusals = 0;
  for (const { tool, args } of everyAction()) {
    usual.sent();
    const { structuredContent } = await usual.result(tool, args);
    const { code } = Object(structuredContent["error"]);
    if (code !== "declined") continue;
    refusals += 1;
    const sent = usual.sent().filter((request) => !request.startsWith("GET "));
    declined.count(sent.length === 0, `${tool} ${JSON.stringify(args)}: ${sent.join(", ")}`);
  }
  declined.settle();
  expect(refusals).toBeGreaterThan(90);
  await usual.close();
});

it("no endpoint does in a preview", async () => {
  let shown = 0;
  for (const call of everyWrite()) {
    const { structuredContent } = await harness.result("proxmox_api_write", {
      ...call,
      preview: true,
    });
    if (Object(structuredContent["data"]).requests) shown += 1;
    const sent = writes();
    previewed.count(sent.length === 0, `${call.endpoint}: ${sent.join(", ")}`);
  }
  previewed.settle();
  previewed.figure("shown", String(shown));
  expect(changed()).toEqual([]);
  expect(shown).toBeGreaterThan(320);
});
