import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProxmoxError } from "../../../src/pve/errors/errors.js";
import type { PasswordCredentials } from "../../../src/pve/login/authentication.js";
import { parseOtp } from "../../../src/pve/login/otp.js";
import { totp } from "../../../src/pve/login/totp.js";
import {
  clientOf,
  data,
  keepingLogger,
  type Received,
  type Reply,
  type Stub,
  startStub,
} from "../stub.js";

const HOUR = 3_600_000;
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const root: PasswordCredentials = { kind: "password", user: "root@pam", password: "hunter2; &=+" };

let stub: Stub;
let now: number;
let count: number;
/** Tickets that the server takes. */
let valid: Set<string>;
const clock = { now: () => now, sleep: () => Promise.resolve() };

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  count = 0;
  valid = new Set();
  stub = await startStub(answer);
});

afterEach(() => stub.close());

function answer(request: Received): Reply {
  if (request.target === "/api2/json/access/ticket")
    return logIn(new URLSearchParams(request.body));
  const cookie = decodeURIComponent(String(request.headers["cookie"]));
  const ticket = cookie.replace("PVEAuthCookie=", "");
  if (!valid.has(ticket)) return { status: 401, reason: "Authentication failed!" };
  const csrf = request.headers["csrfpreventiontoken"];
  if (request.method !== "GET" && csrf !== `csrf:${ticket}`) {
    return { status: 401, reason: "Permission denied - invalid csrf token" };
  }
  return data(ticket);
}

function logIn(form: URLSearchParams): Reply {
  const password = form.get("password") ?? "";
  if (password !== root.password && !valid.has(password)) {
    return { status: 401, reason: "authentication failure", json: { data: null } };
  }
  return issue();
}

function issue(): Reply {
  count += 1;
  const ticket = `PVE:root@pam:${count}::a+b/c==`;
  valid.add(ticket);
  return data({ ticket, CSRFPreventionToken: `csrf:${ticket}`, username: "root@pam" });
}

function logins(): string[] {
  return stub.received
    .filter(({ target }) => target.endsWith("/access/ticket"))
    .map(({ body }) =>
      new URLSearchParams(body).get("password")?.startsWith("PVE:") ? "ticket" : "password",
    );
}

async function errorOf(promise: Promise<unknown>): Promise<ProxmoxError> {
  return promise.then(
    () => {
      throw new Error("no error");
    },
    (error: ProxmoxError) => error,
  );
}

describe("a ticket", () => {
  it("is fetched once for all calls, and its CSRF token goes with every write", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    const calls = Array.from({ length: 5 }, () => client.call("GET /version", {}));
    expect(new Set(await Promise.all(calls)).size).toBe(1);
    await client.call("POST /pools", { poolid: "a" });
    await client.call("DELETE /pools", { poolid: "a" });
    expect(logins()).toEqual(["password"]);
    for (const { headers } of stub.received) expect(headers["authorization"]).toBeUndefined();
    const reads = stub.received.filter(({ method }) => method === "GET");
    for (const { headers } of reads) expect(headers["csrfpreventiontoken"]).toBeUndefined();
    await client.close();
  });

  it("is renewed by itself after an hour, and by password after two", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    await client.call("GET /version", {});
    now += HOUR - 1;
    await client.call("GET /version", {});
    expect(logins()).toEqual(["password"]);
    now += 2;
    await client.call("GET /version", {});
    expect(logins()).toEqual(["password", "ticket"]);
    now += 2 * HOUR;
    await client.call("GET /version", {});
    expect(logins()).toEqual(["password", "ticket", "password"]);
    await client.close();
  });

  it("is fetched by password when the server no longer takes the old one", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    await client.call("GET /version", {});
    now += HOUR;
    valid.clear();
    await client.call("GET /version", {});
    expect(logins()).toEqual(["password", "ticket", "password"]);
    await client.close();
  });

  it("is fetched again after a 401, once, also for writes", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    await client.call("GET /version", {});
    valid.clear();
    await client.call("POST /pools", { poolid: "a" });
    expect(logins()).toEqual(["password", "password"]);
    await client.close();
  });

  it("isn't fetched for ever when the server takes none", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    stub.handle = (request) =>
      request.target.endsWith("/access/ticket")
        ? issue()
        : { status: 401, reason: "Permission denied - invalid csrf token" };
    const error = await errorOf(client.call("POST /pools", { poolid: "a" }));
    expect(error.code).toBe("authentication");
    expect(logins()).toHaveLength(2);
    await client.close();
  });

  it("fails every waiting call when the login does, and is tried anew by the next", async () => {
    const client = clientOf(stub, { credentials: { ...root, password: "wrong" }, clock });
    const errors = await Promise.all([
      errorOf(client.call("GET /version", {})),
      errorOf(client.call("GET /version", {})),
    ]);
    expect(errors.map(({ message }) => message)).toEqual([
      "POST /access/ticket: authentication failure",
      "POST /access/ticket: authentication failure",
    ]);
    expect(logins()).toHaveLength(1);
    await errorOf(client.call("GET /version", {}));
    expect(logins()).toHaveLength(2);
    await client.close();
  });

  it("lets one caller give up without taking the login from the others", async () => {
    const client = clientOf(stub, { credentials: root, clock });
    const controller = new AbortController();
    let release: () => void = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    stub.handle = async (request) => {
      await held;
      return answer(request);
    };
    const gone = errorOf(client.call("GET /version", {}, { signal: controller.signal }));
    const stays = client.call("GET /version", {});
    controller.abort();
    expect(await gone).toMatchObject({ code: "cancelled", mayHaveRun: false });
    release();
    expect(await stays).toContain("PVE:root@pam");
    expect(logins()).toHaveLength(1);
    await client.close();
  });
});

describe("a second factor", () => {
  function challenge(kinds: object): Reply {
    const ticket = `PVE:!tfa!${encodeURIComponent(JSON.stringify(kinds))}:69000000::sig`;
    return data({ ticket, NeedTFA: 1, CSRFPreventionToken: "none" });
  }

  function askFor(kinds: object): void {
    stub.handle = (request) => {
      const form = new URLSearchParams(request.body);
      if (!request.target.endsWith("/access/ticket")) return answer(request);
      if (!form.has("tfa-challenge")) return challenge(kinds);
      return /^totp:\d{6}$/.test(form.get("password") ?? "")
        ? issue()
        : { status: 401, reason: "authentication failure" };
    };
  }

  it("is made from the secret, and not asked for at renewal", async () => {
    askFor({ totp: true, recovery: "low" });
    const client = clientOf(stub, { credentials: { ...root, otp: SECRET }, clock });
    await client.call("GET /version", {});
    const [, second] = stub.received;
    const form = new URLSearchParams(second?.body);
    const parsed = parseOtp(SECRET);
    expect(form.get("password")).toBe("secret" in parsed && `totp:${totp(parsed.secret, now)}`);
    expect(form.get("tfa-challenge")).toMatch(/^PVE:!tfa!/);
    expect(form.get("username")).toBe("root@pam");
    stub.handle = answer;
    now += HOUR;
    await client.call("GET /version", {});
    expect(logins()).toEqual(["password", "password", "ticket"]);
    await client.close();
  });

  it("may be a code of the moment", async () => {
    askFor({ totp: true });
    const client = clientOf(stub, { credentials: { ...root, otp: "123456" }, clock });
    await client.call("GET /version", {});
    expect(new URLSearchParams(stub.received[1]?.body).get("password")).toBe("totp:123456");
    await client.close();
  });

  it.each([
    ["no code is set", { totp: true }, root],
    ["a key is asked for", { webauthn: { challenge: "x" }, totp: false }, { ...root, otp: SECRET }],
    ["only recovery is left", { recovery: "available", totp: false }, { ...root, otp: SECRET }],
  ])("says plainly when %s", async (name, kinds, credentials) => {
    askFor(kinds);
    const client = clientOf(stub, { credentials, clock });
    const { code, message, hint } = await errorOf(client.call("GET /version", {}));
    expect({ [name]: { code, message, hint } }).toMatchSnapshot();
    await client.close();
  });
});

describe("our secrets", () => {
  it("appear in no error and no log", async () => {
    const logger = keepingLogger();
    const credentials = { ...root, otp: SECRET };
    const client = clientOf(stub, { credentials, clock, logger });
    const ticket = String(await client.call("GET /version", {}));
    const said: string[] = [];
    for (const secret of [root.password, SECRET, ticket, `csrf:${ticket}`]) {
      stub.handle = () => ({
        status: 500,
        reason: encodeURIComponent(secret),
        json: { message: `no: ${secret}\n`, errors: { x: secret } },
      });
      const error = await errorOf(client.call("GET /version", {}));
      said.push(error.message, String(error.stack), JSON.stringify(error));
    }
    const all = said.join() + JSON.stringify(logger.entries);
    for (const secret of [root.password, SECRET, ticket]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(encodeURIComponent(secret));
    }
    await client.close();
  });
});
