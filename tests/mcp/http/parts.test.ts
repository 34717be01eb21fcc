import { describe, expect, it } from "vitest";
import { ANYONE, type Principal } from "../../../src/auth/principal.js";
import { principalKey } from "../../../src/auth/principal-key.js";
import { isLocal, isWildcard, parseListenAddress } from "../../../src/mcp/http/address.js";
import { clientAddress } from "../../../src/mcp/http/client-address.js";
import { createReadiness } from "../../../src/mcp/http/readiness.js";
import { createSlowReaders } from "../../../src/mcp/http/slow-readers.js";
import { createPool } from "../../../src/mcp/http/toolbox-pool.js";

describe("parseListenAddress", () => {
  it.each([
    ["127.0.0.1:8765", { host: "127.0.0.1", port: 8765 }, true, false],
    ["localhost:0", { host: "localhost", port: 0 }, true, false],
    ["[::1]:80", { host: "::1", port: 80 }, true, false],
    ["0.0.0.0:8765", { host: "0.0.0.0", port: 8765 }, false, true],
    ["[::]:8765", { host: "::", port: 8765 }, false, true],
    ["mcp.example:443", { host: "mcp.example", port: 443 }, false, false],
    ["127.evil.example:80", { host: "127.evil.example", port: 80 }, false, false],
    ["/run/mcp.sock", { path: "/run/mcp.sock" }, true, false],
    ["unix:./mcp.sock", { path: "./mcp.sock" }, true, false],
  ])("reads %s", (text, address, local, wildcard) => {
    expect(parseListenAddress(text)).toEqual(address);
    expect([isLocal(address), isWildcard(address)]).toEqual([local, wildcard]);
  });

  it.each(["", "8765", "127.0.0.1", "127.0.0.1:65536", "::1:80", "[nonsense]:80", "a b:1"])(
    "refuses %j",
    (text) => {
      expect(() => parseListenAddress(text)).toThrow(/should be HOST:PORT/);
    },
  );
});

describe("clientAddress", () => {
  it.each([
    ["192.0.2.1", "203.0.113.9", [], "192.0.2.1"],
    ["::ffff:192.0.2.1", null, [], "192.0.2.1"],
    ["10.0.0.1", "203.0.113.9", ["10.0.0.1"], "203.0.113.9"],
    ["10.0.0.1", "made.up, 203.0.113.9", ["10.0.0.1"], "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9, 10.0.0.2", ["10.0.0.1", "10.0.0.2"], "203.0.113.9"],
    ["10.0.0.1", null, ["10.0.0.1"], "10.0.0.1"],
    [undefined, "203.0.113.9", ["unix"], "203.0.113.9"],
    [undefined, null, [], "unix"],
  ])("of %s with %s, trusting %j", (remote, forwarded, trusted, expected) => {
    expect(clientAddress(remote, forwarded, trusted)).toBe(expected);
  });
});

describe("createSlowReaders", () => {
  it("cuts off who takes nothing for half a minute", () => {
    let time = 0;
    const readers = createSlowReaders(() => time);
    const ended: string[] = [];
    const reader = (name: string) => ({
      writableLength: 0,
      bytesWritten: 0,
      destroy: () => ended.push(name),
    });
    const [idle, slow, stuck] = [reader("idle"), reader("slow"), reader("stuck")];
    for (const one of [idle, slow, stuck]) readers.add(one);
    Object.assign(slow, { bytesWritten: 1000, writableLength: 900 });
    Object.assign(stuck, { bytesWritten: 1000, writableLength: 900 });
    for (let seconds = 5; seconds <= 40; seconds += 5) {
      time = seconds * 1000;
      slow.writableLength -= 10;
      readers.sweep();
    }
    expect(ended).toEqual(["stuck"]);
  });
});

describe("createReadiness", () => {
  it("names what doesn't answer, and asks at most every ten seconds", async () => {
    let time = 0;
    let asked = 0;
    const checks = new Map([
      [
        "home",
        async () => {
          asked += 1;
        },
      ],
      ["work", () => Promise.reject(new Error("down"))],
    ]);
    const readiness = createReadiness(
      () => checks,
      () => time,
    );
    expect(await readiness.missing()).toEqual(["work"]);
    time = 9_999;
    await readiness.missing();
    expect(asked).toBe(1);
    time = 10_000;
    await readiness.missing();
    expect(asked).toBe(2);
  });
});

describe("createPool", () => {
  const one: Principal = { name: "one" };
  const other: Principal = { name: "other" };

  function pool(most = 2) {
    const events: string[] = [];
    let time = 0;
    const made = createPool<string>({
      open: async ({ name }) => {
        events.push(`open ${name}`);
        return name;
      },
      close: async (name) => void events.push(`close ${name}`),
      now: () => time,
      most,
    });
    return { made, events, advance: (by: number) => (time += by) };
  }

  it("opens one for each caller and what they may", async () => {
    const { made, events } = pool(3);
    const leases = [
      await made.lease(one),
      await made.lease(one),
      await made.lease({ ...one, access: "read" }),
    ];
    expect(events).toEqual(["open one", "open one"]);
    expect(leases.map((lease) => lease?.value)).toEqual(["one", "one", "one"]);
  });

  it("makes room by closing what nobody uses, and has none where all is in use", async () => {
    const { made, events } = pool(1);
    const first = await made.lease(one);
    expect(made.lease(other)).toBeUndefined();
    first?.release();
    expect((await made.lease(other))?.value).toBe("other");
    expect(events).toEqual(["open one", "open other", "close one"]);
  });

  it("closes what was idle for ten minutes", async () => {
    const { made, events, advance } = pool();
    const lease = await made.lease(one);
    advance(600_000);
    made.sweep();
    lease?.release();
    advance(599_999);
    made.sweep();
    expect(events).toEqual(["open one"]);
    advance(1);
    made.sweep();
    await made.close();
    expect(events).toEqual(["open one", "close one"]);
  });

  it("tries again after one that couldn't be opened", async () => {
    let fails = true;
    const made = createPool<string>({
      open: async () => {
        if (fails) throw new Error("no");
        return "opened";
      },
      close: async () => {},
      now: () => 0,
    });
    await expect(made.lease(one)).rejects.toThrow("no");
    fails = false;
    expect((await made.lease(one))?.value).toBe("opened");
  });
});

describe("principalKey", () => {
  it("differs with what one may, and shows no login", () => {
    const login = "root@pam!mcp=secret";
    const key = principalKey({ name: "a", logins: { any: login, byCluster: {} } });
    expect(key).not.toContain("secret");
    expect(key).not.toBe(principalKey({ name: "a" }));
    expect(principalKey(ANYONE)).toBe(principalKey({ ...ANYONE }));
  });
});
