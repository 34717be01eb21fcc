import { describe, expect, it } from "vitest";
import { createTicketOffice } from "../../simulator/access/tickets.js";
import { createConsolePorts } from "../../simulator/consoles/console-ports.js";
import { HANDLERS, handlersFor } from "../../simulator/handlers.js";
import { ApiFault, WireFault } from "../../simulator/http/api-error.js";
import { dispatch } from "../../simulator/http/dispatch.js";
import { createFaults } from "../../simulator/http/injected-faults.js";
import { createRouter } from "../../simulator/http/router.js";
import { coverage } from "../../simulator/index.js";
import { buildState } from "../../simulator/state/initial-states.js";
import { manualClock } from "../../simulator/support/clock.js";
import { exampleParameters } from "../../src/schema/example.js";
import { keyOf, pathParameters } from "../../src/schema/model.js";
import { RELEASES } from "../schema/releases.js";
import { NEWEST, readApi } from "./helpers.js";

/** Things that are there, so that more than "does not exist" is exercised. */
const THERE: Record<string, string | number> = {
  node: "pve1",
  storage: "local",
  poolid: "k8s",
  userid: "auditor@pve",
  realm: "pve",
  roleid: "PVEAuditor",
  groupid: "operators",
};

/** How JavaScript words its own errors. */
const BUG = /is not a|is not iterable|Cannot read|of undefined|of null|\[object|: undefined$/;

function world(release: string) {
  const clock = manualClock();
  const { state } = buildState("demo", { release, now: clock.now() });
  const api = readApi(release);
  const shared = {
    state,
    clock,
    faults: createFaults(),
    tickets: createTicketOffice(),
    consoles: createConsolePorts(),
  };
  return { ...shared, api, route: createRouter(api), handlers: handlersFor(api) };
}

describe.each(RELEASES)("every endpoint of %s", (release) => {
  it.each([
    ["what is needed", false],
    ["everything that may be given", true],
  ])("answers %s, or refuses as Proxmox would", (_what, all) => {
    const { api, clock, ...dispatcher } = world(release);
    const failed: string[] = [];
    for (const endpoint of api.endpoints) {
      const isContainer = endpoint.path.includes("/lxc/");
      const parameters = exampleParameters(endpoint, { all });
      const there = { ...THERE, vmid: isContainer ? 200 : 100 };
      let path: string = endpoint.path;
      for (const name of pathParameters(endpoint.path)) {
        const value = there[name as keyof typeof there] ?? parameters[name];
        path = path.replace(`{${name}}`, String(value).replaceAll("/", "-"));
        delete parameters[name];
      }
      const identity = { user: "root@pam", id: "root@pam" };
      const { method } = endpoint;
      const request = { method, path, parameters, encoding: "json" as const, identity };
      try {
        dispatch({ ...dispatcher, clock }, { ...request, usedToken: false });
      } catch (error) {
        if (error instanceof WireFault) continue;
        const isFault = error instanceof ApiFault && error.status !== 501;
        if (!isFault) failed.push(`${keyOf(endpoint)}: ${(error as Error).stack}`);
      }
      clock.advance(1000);
      for (const node of dispatcher.state.nodes.values()) node.online = true;
    }
    clock.settle();
    expect(failed).toEqual([]);
    const ends = [...dispatcher.state.tasks.values()].map(
      ({ type, exitstatus }) => `${type}: ${exitstatus}`,
    );
    expect(ends.filter((end) => BUG.test(end))).toEqual([]);
  });
});

describe("coverage", () => {
  it("has no handler for an endpoint that no release has", () => {
    const known = new Set<string>(
      RELEASES.flatMap((release) => readApi(release).endpoints.map((endpoint) => keyOf(endpoint))),
    );
    expect(Object.keys(HANDLERS).filter((key) => !known.has(key))).toEqual([]);
  });

  it("counts what answers from state", () => {
    const areas = coverage(NEWEST);
    const sum = (key: "stateful" | "directories" | "total") =>
      areas.reduce((total, area) => total + area[key], 0);
    expect(sum("total")).toBe(NEWEST.endpoints.length);
    expect(sum("stateful")).toBeGreaterThanOrEqual(600);
    expect(sum("directories")).toBeGreaterThanOrEqual(39);
  });
});
