import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { gunzipSync, inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, NEWEST, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

interface RawAnswer {
  status: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Sends bytes as they are and reads until the server closes or a whole answer is there. */
function raw(text: string | Buffer, { tls = true } = {}): Promise<RawAnswer | undefined> {
  const { host, port, certificate } = client.simulator;
  return new Promise((resolve, reject) => {
    const socket = tls
      ? connectTls({ host, port, ca: certificate }, () => socket.write(text))
      : connectTcp({ host, port }, () => socket.write(text));
    let received = Buffer.alloc(0);
    const finish = () => {
      socket.destroy();
      resolve(parse(received));
    };
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const answer = parse(received);
      const length = Number(answer?.headers["content-length"] ?? Number.NaN);
      if (answer && answer.body.length >= length) finish();
    });
    socket.on("close", finish);
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? finish() : reject(error),
    );
  });
}

function parse(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [status = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status, headers: Object.fromEntries(headers), body: bytes.subarray(end + 4) };
}

function requestText(start: string, headers: Record<string, string> = {}, body = ""): string {
  const all = {
    Host: "localhost",
    Authorization: `PVEAPIToken=${client.simulator.token}`,
    ...(body !== "" && { "Content-Length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${start} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const JSON_BODY = { "Content-Type": "application/json" };

/** start line, headers, body → status line, body; all errors close the connection. */
const REFUSED: [
  start: string,
  headers: Record<string, string>,
  body: string,
  status: string,
  text: string,
][] = [
  ["PATCH /api2/json/version", {}, "", "501 method 'PATCH' not available", ""],
  ["HEAD /api2/json/version", {}, "", "501 method 'HEAD' not available", ""],
  ["OPTIONS /api2/json/version", {}, "", "501 method 'OPTIONS' not available", ""],
  ["BREW /api2/json/version", {}, "", "501 method 'BREW' not available", ""],
  [
    "GET /api2/json/version",
    {},
    "x",
    "501 Unexpected content for method 'GET'",
    "Unexpected content for method 'GET'",
  ],
  [
    "DELETE /api2/json/pools/k8s",
    FORM,
    "x=1",
    "501 Unexpected content for method 'DELETE'",
    "Unexpected content for method 'DELETE'",
  ],
  [
    "POST /api2/json/pools",
    { ...FORM, "Transfer-Encoding": "chunked" },
    "",
    "501 chunked transfer encoding not supported",
    "chunked transfer encoding not supported",
  ],
  [
    "POST /api2/json/pools",
    { "Content-Type": "text/plain" },
    "poolid=x",
    "506 upload 'Content-Type 'text/plain' not implemented",
    "upload 'Content-Type 'text/plain' not implemented",
  ],
  ["POST /api2/json/pools", JSON_BODY, "[]", "500 Not a HASH reference", "Not a HASH reference"],
  [
    "POST /api2/json/pools",
    { ...FORM, "Content-Length": String(512 * 1024 + 1) },
    "",
    "501 for data too large",
    "for data too large",
  ],
  [
    "GET /api2/yaml/version",
    {},
    "",
    "501 no formatter for uri /version, yaml",
    "no formatter for uri /version, yaml",
  ],
  ["GET /foo", {}, "", "500 no such file '/foo'", "no such file '/foo'\n"],
  [
    "GET /api2/json/nosuch",
    {},
    "",
    "501 Method 'GET /nosuch' not implemented",
    `{"data":null,"message":"Method 'GET /nosuch' not implemented"}`,
  ],
];

describe("below the API", () => {
  it.each(REFUSED)("%s %j %s: %s", async (start, headers, body, status, text) => {
    const answer = await raw(requestText(start, headers, body));
    expect(answer?.status).toBe(`HTTP/1.1 ${status}`);
    expect(answer?.headers["connection"]).toBe("close");
    if (!start.startsWith("HEAD")) expect(answer?.body.toString("utf8")).toBe(text);
  });

  it("keeps the connection after a success and sets Proxmox's headers", async () => {
    const answer = await raw(requestText("GET /api2/json/version"));
    expect(answer?.status).toBe("HTTP/1.1 200 OK");
    const { date, expires, ...headers } = answer?.headers ?? {};
    expect(expires).toBe(date);
    expect(headers).toMatchInlineSnapshot(`
      {
        "cache-control": "max-age=0",
        "connection": "Keep-Alive",
        "content-length": "72",
        "content-type": "application/json;charset=UTF-8",
        "pragma": "no-cache",
        "server": "pve-api-daemon/3.0",
        "x-simulated": "state",
      }
    `);
  });

  it("answers nothing to more headers than it reads", async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`X-${n}`, "y"]));
    expect(await raw(requestText("GET /api2/json/version", many))).toBeUndefined();
    const long = { "X-Long": "y".repeat(9000) };
    expect(await raw(requestText("GET /api2/json/version", long))).toBeUndefined();
  });

  it("sends plain HTTP to HTTPS", async () => {
    const answer = await raw("GET /x?y=1 HTTP/1.1\r\nHost: pve1:8006\r\n\r\n", { tls: false });
    expect([answer?.status, answer?.headers["location"]]).toEqual([
      "HTTP/1.1 301 Moved Permanently",
      "https://pve1:8006/x?y=1",
    ]);
  });

  it("accepts doubled and trailing slashes", async () => {
    expect((await client.call("GET /api2/json//nodes//pve1/qemu/")).status).toBe(200);
  });

  it.each([
    ["gzip, deflate", "gzip", gunzipSync],
    ["deflate", "deflate", inflateSync],
  ])("compresses long answers when asked for %s", async (accepted, encoding, unpack) => {
    const accept = { "Accept-Encoding": accepted };
    const long = await raw(requestText("GET /api2/json/cluster/resources", accept));
    expect(long?.headers["content-encoding"]).toBe(encoding);
    const { data } = JSON.parse(unpack(long?.body ?? "").toString("utf8")) as { data: unknown[] };
    expect(data.length).toBeGreaterThan(20);
    const short = await raw(requestText("GET /api2/json/version", accept));
    expect(short?.headers["content-encoding"]).toBeUndefined();
  });

  it("waits three seconds of the cluster's clock with a 401", async () => {
    const slow = await simulate({ unauthorizedDelay: 3000 });
    let answered = false;
    const pending = slow.call("GET /version", {}, { token: null }).then((answer) => {
      answered = true;
      return answer;
    });
    const turn = () => new Promise((resolve) => setTimeout(resolve, 60));
    await turn();
    slow.simulator.manual?.advance(2900);
    await turn();
    expect(answered).toBe(false);
    slow.simulator.manual?.advance(200);
    const answer = await pending;
    expect([answer.status, answer.reason, answer.text]).toEqual([401, "No ticket", ""]);
    await slow.close();
  });

  it("serves the API's own description, which leads back to the same endpoints", async () => {
    const { parseApidoc } = await import("../../../src/schema/apidoc.js");
    const { normalise } = await import("../../../src/schema/normalise.js");
    const answer = await raw("GET /pve-docs/api-viewer/apidoc.js HTTP/1.1\r\nHost: x\r\n\r\n");
    const { api } = normalise(parseApidoc(answer?.body.toString("utf8") ?? "").tree, {
      release: NEWEST.release,
    });
    const withoutText = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (key, entry) =>
          key === "text" && typeof entry === "string" ? undefined : entry,
        ),
      );
    expect(withoutText(api.endpoints)).toEqual(withoutText(NEWEST.endpoints));
  });
});

/** What a form or JSON body brings to the endpoint: body, type → errors, or nothing. */
const BODIES: [body: string, type: "form" | "json", errors: Record<string, string> | undefined][] =
  [
    ["poolid=a1&comment=x%3By", "form", undefined],
    ["poolid=a2;comment=semicolons+split", "form", undefined],
    ["poolid=a3&poolid=a4", "form", { poolid: "type check ('string') failed - got ARRAY" }],
    ['{"poolid":"a5","comment":"c"}', "json", undefined],
    [
      '{"poolid":"a6","comment":true}',
      "json",
      { comment: "type check ('string') failed - got JSON::PP::Boolean" },
    ],
    [
      '{"poolid":"a7","comment":{"a":1}}',
      "json",
      { comment: "type check ('string') failed - got HASH" },
    ],
    [
      "poolid=a8&nosuch=1",
      "form",
      {
        nosuch:
          "property is not defined in schema and the schema does not allow additional properties",
      },
    ],
  ];

describe("parameters", () => {
  it.each(BODIES)("%s as %s", async (body, type, errors) => {
    const contentType = type === "json" ? "application/json;charset=utf-8" : undefined;
    const answer = await client.call("POST /pools", {}, { body, type: contentType });
    expect(answer.errors).toEqual(errors);
    expect(answer.status).toBe(errors ? 400 : 200);
  });

  it("lets the query win over the body", async () => {
    await client.call("POST /pools?poolid=fromquery", { poolid: "frombody" });
    const pools = (await client.get("/pools")) as { poolid: string }[];
    const names = pools.map(({ poolid }) => poolid);
    expect(names).toContain("fromquery");
    expect(names).not.toContain("frombody");
  });

  it("cuts a value at a second equals sign", async () => {
    await client.call("POST /pools", {}, { body: "poolid=eq&comment=a=b" });
    expect(client.simulator.state.pools.get("eq")?.comment).toBe("a");
  });

  it("reads UTF-8 in bodies and garbles it in paths", async () => {
    await client.call("POST /pools", { poolid: "utf", comment: "Größe" });
    expect(client.simulator.state.pools.get("utf")?.comment).toBe("Größe");
    const answer = await client.call(`GET /access/groups/${encodeURIComponent("gröup")}`);
    expect(answer.text).toContain("grÃ¶up");
  });

  it("refuses a path parameter that the body contradicts, before anything else", async () => {
    const answer = await client.call("PUT /nodes/pve1/qemu/100/config", { vmid: 101, cores: "x" });
    expect(answer.errors).toEqual({
      vmid: "duplicate parameter (already defined in URI) with conflicting values!",
    });
  });

  it("takes volume ids and UPIDs raw and percent-encoded", async () => {
    const volid = "nfs-backup:iso/debian-13.1.0-amd64-netinst.iso";
    const base = "/nodes/pve1/storage/nfs-backup/content";
    const answers = [
      await client.get(`${base}/${volid}`),
      await client.get(`${base}/${encodeURIComponent(volid)}`),
    ];
    expect(answers[0]).toEqual(answers[1]);
  });
});
