import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCatalogue } from "../../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { loadToolList } from "../../../src/data/tool-list.js";
import { createClient } from "../../../src/pve/wire/client.js";
import type { Tier } from "../../../src/schema/catalogue.js";
import { exampleParameters } from "../../../src/schema/example.js";
import { keyOf } from "../../../src/schema/model.js";
import { callTool } from "../../../src/tools/call-tool.js";
import { selectTools } from "../../../src/tools/registry.js";
import { readResource } from "../../../src/tools/resources.js";
import { createToolbox, type Toolbox } from "../../../src/tools/toolbox.js";
import { data, type Stub, startStub, TOKEN } from "../../pve/stub.js";

const MARK = "hunter2-hunter2";

const CONTAINER = { type: "lxc", vmid: 200, node: "pve1", name: "app", status: "running" };

/** Answers in which each field that the policy hides holds the mark. */
const ANSWERS: [RegExp, unknown][] = [
  [/\/version$/, { version: "9.1.1", release: "9.1", repoid: "x" }],
  [/\/cluster\/resources/, [CONTAINER]],
  [/\/cluster\/options$/, { keyboard: "de", http_proxy: `http://u:${MARK}@proxy` }],
  [/\/access\/users\/[^/]+$/, { enable: 1, keys: MARK, tokens: { [MARK]: { expire: 0 } } }],
  [/\/access\/users(\?|$)/, [{ userid: "a@pve", keys: MARK, tokens: [{ tokenid: MARK }] }]],
  [/\/qemu\/\d+\/config/, { name: "web", args: `-device x,password=${MARK}` }],
  [/\/qemu\/\d+\/pending$/, [{ key: "args", value: MARK, pending: MARK }]],
  [/\/network(\?|$)/, [{ iface: "wlan0", type: "eth", options: [`wpa-psk ${MARK}`] }]],
  [/\/network\/[^/]+$/, { method: "dhcp", type: "eth", options6: [`up x ${MARK}`] }],
  [/api2\/json\/storage(\?|$)/, [{ storage: "s", options: `password=${MARK}`, apikey: "x" }]],
  [/api2\/json\/storage\/[^/]+$/, { storage: "s", acme_password: MARK, "acme-token": MARK }],
  [/\/sdn\/dry-run/, { "frr-diff": `+ password ${MARK}` }],
  [/\/status\/current$/, { vmid: 200, status: "running" }],
  [/\/subscription$/, { status: "active", key: MARK, signature: MARK }],
  [
    /\/lxc\/\d+\/pending$/,
    [
      { key: "env", value: `A=${MARK}`, pending: `A=${MARK}2` },
      { key: "cores", value: 1 },
    ],
  ],
  [
    /\/lxc\/\d+(\/snapshot\/\w+)?\/config/,
    {
      hostname: "app",
      net0: "name=eth0,bridge=vmbr0,ip=dhcp",
      env: `A=${MARK}`,
      lxc: [
        ["lxc.environment", `A=${MARK}`],
        ["lxc.environment.runtime", MARK],
        ["lxc.cap.drop", ""],
      ],
    },
  ],
];

let stub: Stub;
const toolboxes = new Map<Tier, Toolbox>();

beforeAll(async () => {
  stub = await startStub(({ method, target }) => {
    const [, answer] = ANSWERS.find(([pattern]) => pattern.test(target)) ?? [];
    return data(method === "GET" ? (answer ?? []) : null);
  });
  for (const access of ["read", "operate", "elevated"] as const) {
    const selection = { toolsets: ["all"], tools: [], excluded: [], access };
    const toolbox = createToolbox(selectTools(loadToolList(), selection), access, {
      connect: async (endpointOf) =>
        createClient({
          hosts: [{ host: "127.0.0.1", port: stub.port }],
          credentials: TOKEN,
          tls: { mode: "verify", fingerprints: [stub.fingerprint] },
          endpointOf,
          // what became of a write is looked for at once
          clock: { now: Date.now, sleep: async () => {} },
        }),
      nameOption: (option) => option,
      onError: () => undefined,
    });
    toolboxes.set(access, toolbox);
  }
});

afterAll(async () => {
  for (const toolbox of toolboxes.values()) await toolbox.close();
  await stub.close();
});

function toolboxOf(access: Tier): Toolbox {
  const toolbox = toolboxes.get(access);
  if (!toolbox) throw new Error(`no toolbox for ${access}`);
  return toolbox;
}

async function call(access: Tier, name: string, args: Record<string, unknown>): Promise<string> {
  const { signal } = new AbortController();
  const options = { signal, progress: () => {} };
  return JSON.stringify(await callTool(toolboxOf(access), name, args, options));
}

/** What fits nearly any tool. */
const ARGUMENTS: Record<string, unknown> = {
  vmid: 200,
  node: "pve1",
  userid: "a@pve",
  snapname: "before",
  query: "app",
  vmids: [200],
};

describe.each(["read", "operate"] as const)("with access %s", (access) => {
  it("no tool shows a field that holds a secret", async () => {
    let readable = 0;
    for (const { name, inputSchema } of toolboxOf(access).listed) {
      const { properties } = inputSchema;
      const steering = ["action", "operation"].find((key) => properties[key]?.enum);
      for (const action of properties[steering ?? ""]?.enum ?? [undefined]) {
        const given = Object.entries(ARGUMENTS).filter(([key]) => key in properties);
        const text = await call(access, name, {
          ...Object.fromEntries(given),
          ...(steering !== undefined && { [steering]: action }),
          ...("dry_run" in properties && { dry_run: true }),
          ...("wait" in properties && { wait: 0 }),
        });
        expect(text, `${name} ${action}`).not.toContain(MARK);
        if (!text.includes('"error"')) readable += 1;
      }
    }
    expect(readable).toBeGreaterThan(50);
  });

  it("no endpoint does, through the doors", async () => {
    const { endpoints } = loadCatalogue();
    for (const endpoint of loadRelease(newestRelease()).endpoints) {
      const key = keyOf(endpoint);
      if (endpoints[key]?.tier !== "read") continue;
      const params = {
        ...exampleParameters(endpoint),
        ...(key.includes("{node}") && { node: "pve1" }),
      };
      const text = await call(access, "proxmox_api_read", { endpoint: key, params });
      expect(text, key).not.toContain(MARK);
    }
  });

  it("no resource does", async () => {
    const { signal } = new AbortController();
    const { text } = await readResource("proxmox://guest/200", toolboxOf(access), signal);
    expect(text).toContain("lxc.cap.drop");
    expect(text).not.toContain(MARK);
  });
});

it("with access elevated they are shown", async () => {
  const text = await call("elevated", "proxmox_guest_config", { vmid: 200 });
  expect(text).toContain(MARK);
});
