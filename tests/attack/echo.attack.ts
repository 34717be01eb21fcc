import { afterAll, beforeAll, describe, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";
import type { Credentials } from "../../src/pve/login/authentication.js";
import { createClient } from "../../src/pve/wire/client.js";
import { callTool } from "../../src/tools/call-tool.js";
import { complete } from "../../src/tools/complete.js";
import { selectTools } from "../../src/tools/registry.js";
import { readResource } from "../../src/tools/resources.js";
import { createToolbox, type Toolbox } from "../../src/tools/toolbox.js";
import { data, type Handler, type Reply, type Stub, startStub, TOKEN } from "../pve/stub.js";
import { createTally } from "./support/tally.js";

const tally = createTally("echoed secrets");

const PASSWORD = "p4ss'w(o)rd!*~ %2f\"ü";

const LOGINS: [string, Credentials, string][] = [
  ["a token", TOKEN, TOKEN.tokenValue],
  ["a password", { kind: "password", user: "root@pam", password: PASSWORD }, PASSWORD],
];

/** How a server may spell what it was sent. */
const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (secret) => secret,
  "as JSON": (secret) => JSON.stringify(secret).slice(1, -1),
  "percent-encoded": encodeURIComponent,
  "as our forms send it": formEncoded,
  "with small digits": (secret) =>
    formEncoded(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  "encoded twice": (secret) => encodeURIComponent(formEncoded(secret)),
  "in a list": (secret) => `a=${formEncoded(secret)}&b=1`,
  "among words": (secret) => `the password «${secret}» is wrong`,
  twice: (secret) => `${secret}${secret}`,
};

function formEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const JSON_TYPE = { "content-type": "application/json" };

/** Where it may stand in an answer. */
const WAYS: Readonly<Record<string, (text: string) => Reply>> = {
  "a value": (text) =>
    data([{ vmid: 100, type: "qemu", node: "pve1", name: text, status: "running" }]),
  "a key": (text) => data([{ vmid: 100, type: "qemu", node: "pve1", [text]: 1 }]),
  "a node's name": (text) => data([{ vmid: 100, type: "qemu", node: text, status: "running" }]),
  "a text": (text) => data(text),
  "a list of texts": (text) => data([text, text]),
  depth: (text) => data({ a: { b: { c: [text, { [text]: text }] } } }),
  "a message": (text) => ({ status: 500, json: { data: null, message: text } }),
  errors: (text) => ({ status: 400, json: { data: null, errors: { [text]: text } } }),
  "a permission": (text) => ({
    status: 403,
    json: { data: null, message: `denied (/vms/${text}, VM.${text})` },
  }),
  HTML: (text) => ({ text: `<p>${text}</p>`, headers: { "content-type": "text/html" } }),
  "half of a JSON": (text) => ({ text: `{"data":"${text}`, headers: JSON_TYPE }),
  "plain text": (text) => ({ text, headers: { "content-type": "text/plain" } }),
  "a type": (text) => ({ text: "", headers: { "content-type": `x/${encodeURIComponent(text)}` } }),
  "a redirect": (text) => ({
    status: 302,
    headers: { location: `https://example.com/${encodeURIComponent(text)}` },
  }),
};

const CALLS: [string, Record<string, unknown>][] = [
  ["proxmox_guest_list", {}],
  ["proxmox_guest_status", { vmid: 100 }],
  ["proxmox_node", { action: "status", node: "pve1" }],
  ["proxmox_guest_start", { vmid: 100, wait: 0 }],
  ["proxmox_api_read", { endpoint: "GET /pools" }],
  ["proxmox_health", {}],
];

describe.each(LOGINS)("%s that is sent back", (_, credentials, secret) => {
  let stub: Stub;
  let toolbox: Toolbox;
  let reply: Reply = data(null);
  const logged: string[] = [];
  const log = (fields: object, message: string) =>
    void logged.push(JSON.stringify([fields, message]));

  beforeAll(async () => {
    const handle: Handler = ({ target }) => {
      if (target.endsWith("/version"))
        return data({ version: "9.1.1", release: "9.1", repoid: "x" });
      if (target.endsWith("/access/ticket")) {
        return data({
          ticket: "PVE:root@pam:00000000::x",
          CSRFPreventionToken: "00000000:x",
          username: "root@pam",
        });
      }
      return reply;
    };
    stub = await startStub(handle);
    const selection = { toolsets: ["all"], tools: [], excluded: [], access: "elevated" } as const;
    toolbox = createToolbox(selectTools(loadToolList(), selection), "elevated", {
      connect: async (endpointOf) =>
        createClient({
          hosts: [{ host: "127.0.0.1", port: stub.port }],
          credentials,
          tls: { mode: "verify", fingerprints: [stub.fingerprint] },
          endpointOf,
          clock: { now: Date.now, sleep: async () => {} },
          logger: { debug: log, info: log, warn: log },
        }),
      nameOption: (option) => option,
      onError: (error) => log({}, String(error)),
      onNotice: (notice) => log({}, notice),
    });
  });
  afterAll(async () => {
    await toolbox.close();
    await stub.close();
  });

  it.each(Object.entries(ENCODINGS))("%s is shown nowhere", async (encoding, spell) => {
    const { signal } = new AbortController();
    for (const [way, make] of Object.entries(WAYS)) {
      reply = make(spell(secret));
      const told: string[] = [];
      for (const [name, args] of CALLS) {
        const options = { signal, progress: (line: string) => void told.push(line) };
        told.push(JSON.stringify(await callTool(toolbox, name, args, options)));
      }
      told.push(JSON.stringify(await complete("vmid", "", toolbox, signal)));
      told.push(JSON.stringify(await complete("node", "", toolbox, signal)));
      await readResource("proxmox://cluster", toolbox, signal).then(
        ({ text }) => told.push(text),
        () => undefined,
      );
      told.push(...logged.splice(0));
      for (const text of told)
        tally.count(!shows(text, secret), `${encoding} in ${way}: ${text.slice(0, 300)}`);
    }
    tally.settle();
  });
});

/** Whether the secret stands in a text, however it is written. */
function shows(text: string, secret: string): boolean {
  return readings(text).some((reading) => reading.includes(secret));
}

function readings(text: string): string[] {
  const unquoted = text.replace(/\\(["\\/])/g, "$1");
  const once = [text, unquoted, ...[text, unquoted].map(decoded)];
  return [...once, ...once.map(decoded)];
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (codes) => {
    const bytes = Buffer.from(codes.replaceAll("%", ""), "hex");
    return bytes.toString("utf8");
  });
}
