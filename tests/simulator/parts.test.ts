import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAccess, normalizePath } from "../../simulator/access/permissions.js";
import { createTicketOffice } from "../../simulator/access/tickets.js";
import { markPrunable, readRetention } from "../../simulator/backup/prune.js";
import { decodeForm, decodePath } from "../../simulator/http/decode.js";
import { parseFault } from "../../simulator/http/parse-injected-fault.js";
import { buildState } from "../../simulator/state/initial-states.js";
import { manualClock, realClock } from "../../simulator/support/clock.js";
import { readProperties, writeProperties } from "../../simulator/support/properties.js";
import { randomMac, randomUuid } from "../../simulator/support/random.js";
import { nextRun, nextRuns } from "../../simulator/support/schedule.js";
import { parseSize, printSize } from "../../simulator/support/sizes.js";
import { isUpid } from "../../simulator/tasks/task.js";
import { encodeForm } from "./helpers.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("forms", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1 });

  it("come back as they were encoded", () => {
    fc.assert(
      fc.property(
        fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 2 })), {
          noNullPrototype: true,
        }),
        (form) => {
          expect(decodeForm(encodeForm(form))).toEqual(form);
        },
      ),
    );
  });

  it.each([
    ["a=1;b=2", { a: "1", b: "2" }],
    ["a=1=2", { a: "1" }],
    ["a=%2B+%3B", { a: "+ ;" }],
    ["a&b=", { a: "", b: "" }],
    ["", {}],
  ])("%s", (text, form) => expect(decodeForm(text)).toEqual(form));

  it("leave paths as bytes", () => {
    expect(decodePath("/a%2Fb/%C3%B6")).toBe("/a/b/Ã¶");
  });
});

describe("property strings", () => {
  const key = fc.stringMatching(/^[a-z]{1,8}$/);
  const value = fc.stringMatching(/^[^,=]{1,12}$/);

  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (properties) => {
        expect(readProperties(writeProperties(properties, "volume"), "volume")).toEqual(properties);
      }),
    );
  });
});

describe("sizes", () => {
  it("come back as they were printed", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (bytes) => {
        expect(parseSize(printSize(bytes))).toBe(bytes);
      }),
    );
  });

  it.each([
    ["32G", 34_359_738_368],
    ["1.5G", 1_610_612_736],
    ["lots", undefined],
    ["", undefined],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});

describe("pruning", () => {
  const backups = fc.array(
    fc.record({ ctime: fc.integer({ min: time - 9_000_000, max: time }), protected: fc.boolean() }),
    { maxLength: 40 },
  );

  it("never keeps more than it's told to, and never removes what is protected", () => {
    fc.assert(
      fc.property(backups, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (all, last, daily) => {
        const marks = markPrunable(all, { "keep-last": String(last), "keep-daily": String(daily) });
        const kept = all.filter((backup) => marks.get(backup) === "keep");
        expect(kept.length).toBeLessThanOrEqual(last + daily);
        for (const backup of all) expect(marks.get(backup) === "protected").toBe(backup.protected);
      }),
    );
  });

  it("keeps the newest of each period", () => {
    const days = [0, 1, 1, 2, 9, 40].map((day, index) => ({ ctime: time - day * 86_400 - index }));
    const kept = (retention: string) => {
      const marks = markPrunable(days, readRetention(retention));
      return days.filter((day) => marks.get(day) === "keep").map((day) => days.indexOf(day));
    };
    expect(kept("keep-last=2")).toEqual([0, 1]);
    expect(kept("keep-daily=3")).toEqual([0, 1, 3]);
    expect(kept("keep-last=1,keep-weekly=2")).toEqual([0, 1, 4]);
    expect(kept("keep-all=1")).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("schedules", () => {
  const at = (iso: string) => Date.parse(iso) / 1000;

  it.each([
    ["daily", "2026-01-06T00:00:00Z"],
    ["hourly", "2026-01-05T10:00:00Z"],
    ["02:30", "2026-01-06T02:30:00Z"],
    ["mon..fri 22:30", "2026-01-05T22:30:00Z"],
    ["sat 4,16:00", "2026-01-10T04:00:00Z"],
    ["*/15", "2026-01-05T09:15:00Z"],
    ["*:0/20", "2026-01-05T09:20:00Z"],
    ["monthly", "2026-02-01T00:00:00Z"],
    ["weekly", "2026-01-12T00:00:00Z"],
  ])("%s", (schedule, next) => expect(nextRun(schedule, time)).toBe(at(next)));

  it("go on, and don't pretend to understand what they don't", () => {
    expect(
      nextRuns("fri 12:00", time, 3).map((run) => (run - at("2026-01-09T12:00:00Z")) / 604_800),
    ).toEqual([0, 1, 2]);
    expect(nextRun("every other blue moon", time)).toBeUndefined();
  });
});

describe("clocks", () => {
  it("turned by hand run what falls due, in order and to the end", () => {
    const clock = manualClock(0);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`b@${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a@${clock.now()}`);
      clock.after(5, () => seen.push(`c@${clock.now()}`));
    });
    const cancel = clock.after(12, () => seen.push("never"));
    cancel();
    clock.advance(16);
    expect(seen).toEqual(["a@10", "c@15"]);
    clock.settle();
    expect([seen.at(-1), clock.now()]).toEqual(["b@20", 20]);
  });

  it("that are real can run faster, and stop", async () => {
    const clock = realClock({ speed: 100, start: 0 });
    await new Promise<void>((resolve) => clock.after(2000, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(2000);
    clock.after(100_000, () => expect.fail("after stop"));
    clock.stop();
  });
});

describe("tickets", () => {
  it("are good for their user, for two hours, and for no one who changes them", () => {
    const office = createTicketOffice();
    const ticket = office.issue("admin@pve", time);
    expect(office.verify(ticket, time + 60)).toEqual({
      user: "admin@pve",
      age: 60,
      partial: false,
    });
    expect(office.verify(ticket, time + 7200)).toBeUndefined();
    expect(office.verify(ticket.replace("admin", "root"), time)).toBeUndefined();
    expect(createTicketOffice().verify(ticket, time)).toBeUndefined();
    const csrf = office.issueCsrf("admin@pve", time);
    expect([
      office.verifyCsrf("admin@pve", csrf, time),
      office.verifyCsrf("root@pam", csrf, time),
    ]).toEqual([true, false]);
  });
});

describe("privileges", () => {
  const { state } = buildState("demo", { release: "9.1", now: time * 1000 });

  it("of anybody are never more than those of root", () => {
    const path = fc.constantFrom(
      "/",
      "/vms/100",
      "/vms/106",
      "/pool/production",
      "/storage/ceph-vm",
      "/nodes/pve1",
      "/access",
    );
    const user = fc.constantFrom(...state.access.users.keys(), "who@pve");
    const root = createAccess(state, { user: "root@pam", id: "root@pam" });
    fc.assert(
      fc.property(user, path, (id, where) => {
        const held = createAccess(state, { user: id, id }).privileges(where);
        expect([...held.keys()].filter((privilege) => !root.has(where, privilege))).toEqual([]);
      }),
    );
  });

  it.each([
    ["//vms//100/", "/vms/100"],
    ["", "/"],
    ["vms", "/vms"],
    ["/vms/ä", undefined],
  ])("path %j", (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });
});

describe("made-up values", () => {
  it("have the form of real ones", () => {
    const { state } = buildState("demo", { release: "9.1", now: time * 1000 });
    for (let count = 0; count < 50; count += 1) {
      expect(randomMac(state)).toMatch(/^BC:24:11(?::[0-9A-F]{2}){3}$/);
      expect(randomUuid(state)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it.each([
    ["UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp:", true],
    ["UPID:pve1:00000133:000050A25:6B03B19D:srvreload:networking:root@pam:", true],
    ["UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp", false],
    ["nonsense", false],
  ])("UPID %s: %s", (text, is) => expect(isUpid(text)).toBe(is));
});

describe("faults", () => {
  it("are read from their header", () => {
    expect(parseFault("latency=200, status=596, reason=gone, reset, lock-timeout")).toEqual({
      latency: 200,
      status: 596,
      reason: "gone",
      reset: true,
      lockTimeout: true,
    });
  });
});
