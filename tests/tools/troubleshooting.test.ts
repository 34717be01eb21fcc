import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAuditLog } from "../../src/audit/audit-log.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { parseGuestRules } from "../../src/policy/scope/guest-rules.js";
import type { ClientOptions } from "../../src/pve/wire/client.js";
import { VARIABLE_OF_OPTION } from "../../src/settings/table.js";
import { selectTools } from "../../src/tools/registry.js";
import { createToolbox, type Toolbox } from "../../src/tools/toolbox.js";
import {
  helpUri,
  TROUBLESHOOTING,
  troubleshootingEntries,
} from "../../src/tools/troubleshooting.js";
import { createUnsetToolbox } from "../../src/tools/unset-toolbox.js";
import { data, startStub } from "../pve/stub.js";
import { type ErrorAnswer, type Harness, openToolbox } from "./harness.js";
import { answerOf, toolboxOn } from "./toolbox-on.js";

const CORE = { toolsets: ["core"], tools: [], excluded: [], access: "read" as const };

const text = readFileSync(new URL(`../../${TROUBLESHOOTING}`, import.meta.url), "utf8");
const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);

/** As GitHub makes anchors. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}

let root: Harness;
let reader: Harness;
let old: Harness;
const opened: Toolbox[] = [];

beforeAll(async () => {
  [root, reader, old] = await Promise.all([
    openToolbox(),
    openToolbox({ access: "read", toolsets: ["core"] }),
    openToolbox({ pve: "8.4" }),
  ]);
});

afterAll(async () => {
  await Promise.all(opened.map((toolbox) => toolbox.close()));
  await Promise.all([root, reader, old].map((harness) => harness?.close()));
});

/** The tools of a server whose connection is set up otherwise. */
function toolboxOf(options: Partial<ClientOptions>): Toolbox {
  const toolbox = toolboxOn(root.simulator, options);
  opened.push(toolbox);
  return toolbox;
}

async function errorOf(
  toolbox: Toolbox,
  name = "proxmox_cluster",
  args: Record<string, unknown> = { action: "options" },
  signal?: AbortSignal,
): Promise<ErrorAnswer> {
  return (await answerOf(toolbox, name, args, signal))["error"] as ErrorAnswer;
}

async function failing(rule: Parameters<Harness["simulator"]["faults"]["add"]>[0]) {
  root.simulator.faults.add({ path: "^/cluster/options$", ...rule });
  const error = await errorOf(root.toolbox);
  root.simulator.faults.clear();
  return error;
}

async function vmidOf(type: "qemu" | "lxc", status: string): Promise<number> {
  const filter = { type, status, template: false, limit: 1 };
  const { data } = await root.call("proxmox_guest_list", filter);
  const [guest] = data as { vmid: number }[];
  return guest?.vmid ?? 0;
}

/** Writes a token that has nothing, and answers its credentials. */
async function powerless(): Promise<ClientOptions["credentials"]> {
  await root.call("proxmox_user", { action: "create", userid: "powerless@pve" });
  const { data } = await root.call("proxmox_user_token", {
    action: "create",
    userid: "powerless@pve",
    tokenid: "tools",
  });
  const { value } = data as { value: string };
  return { kind: "token", user: "powerless@pve", tokenName: "tools", tokenValue: value };
}

/** Every entry, and a call whose error names it. */
const SCENARIOS: Record<string, () => Promise<ErrorAnswer>> = {
  "a-setting-is-wrong": () =>
    errorOf(createUnsetToolbox(selectTools(loadToolList(), CORE), ["PROXMOX_HOST is not set"])),
  "the-audit-file-cant-be-written": async () => {
    const log = openAuditLog("/no/such/folder/audit.jsonl");
    const audited = await openToolbox({ simulator: root.simulator, audit: { log } });
    return audited.refused("proxmox_guest_start", { vmid: 100 });
  },
  "it-is-out-of-scope": async () => {
    const scope = { guests: parseGuestRules("900-999") };
    const scoped = await openToolbox({ simulator: root.simulator, scope });
    return scoped.refused("proxmox_guest_start", { vmid: 100 });
  },
  "the-login-is-refused": () =>
    errorOf(
      toolboxOf({
        credentials: {
          kind: "token",
          user: "root@pam",
          tokenName: "none",
          tokenValue: "00000000-0000-0000-0000-000000000000",
        },
      }),
    ),
  "a-second-factor-is-asked-for": async () => {
    await root.call("proxmox_user", {
      action: "create",
      userid: "careful@pve",
      password: "correct horse",
    });
    await secondFactorFor("careful@pve");
    return errorOf(
      toolboxOf({
        credentials: { kind: "password", user: "careful@pve", password: "correct horse" },
      }),
    );
  },
  "a-privilege-is-missing": async () =>
    errorOf(toolboxOf({ credentials: await powerless() }), "proxmox_node", {
      action: "status",
      node: "pve1",
    }),
  "api-tokens-are-refused": () =>
    root.refused("proxmox_user", {
      action: "password",
      userid: "powerless@pve",
      password: "x".repeat(12),
    }),
  "only-rootpam-may-do-this": async () =>
    root.refused("proxmox_guest_config_update", {
      vmid: await vmidOf("qemu", "stopped"),
      options: { args: "-no-hpet" },
    }),
  "the-guest-isnt-there": () => root.refused("proxmox_guest_status", { vmid: 4711 }),
  "something-isnt-there": () =>
    root.refused("proxmox_storage_config", { action: "get", storage: "nowhere" }),
  "the-state-forbids-it": async () =>
    root.refused("proxmox_create_vm", { node: "pve1", vmid: await vmidOf("qemu", "stopped") }),
  "changed-in-the-meantime": async () =>
    root.refused("proxmox_guest_config_update", {
      vmid: await vmidOf("qemu", "stopped"),
      options: { cores: 2, digest: "0".repeat(40) },
    }),
  "the-guest-agent-doesnt-answer": async () => {
    const vmid = await vmidOf("qemu", "running");
    root.simulator.faults.add({
      path: `/qemu/${vmid}/agent/`,
      times: 1,
      status: 500,
      reason: "QEMU guest agent is not running",
    });
    return root.refused("proxmox_agent_info", { action: "osinfo", vmid });
  },
  "something-is-locked": async () => {
    const vmid = await vmidOf("qemu", "stopped");
    root.simulator.faults.add({
      path: `/qemu/${vmid}/config$`,
      method: "PUT",
      times: 1,
      status: 500,
      reason: "VM is locked (backup)",
    });
    return root.refused("proxmox_guest_config_update", { vmid, options: { cores: 2 } });
  },
  "proxmox-refuses-a-parameter": async () =>
    root.refused("proxmox_guest_config_update", {
      vmid: await vmidOf("qemu", "stopped"),
      options: { net0: "virtio,bridge=vmbr0,tag=5000" },
    }),
  "the-release-doesnt-have-it": () => old.refused("proxmox_ha_rule", { action: "list" }),
  "proxmox-reports-an-error": () => failing({ status: 500, reason: "got no answer" }),
  "the-server-is-restarting": () => failing({ status: 503 }),
  "a-node-cant-be-reached": () => failing({ status: 595 }),
  "no-connection": () => errorOf(toolboxOf({ hosts: [{ host: "127.0.0.1", port: 1 }] })),
  "no-answer-in-time": async () => {
    root.simulator.faults.add({ path: "^/version$", latency: 1_000, times: 5 });
    const error = await errorOf(
      toolboxOf({ timeouts: { connect: 200, response: 200, call: 200 } }),
    );
    root.simulator.faults.clear();
    return error;
  },
  cancelled: () =>
    errorOf(root.toolbox, "proxmox_cluster", { action: "options" }, AbortSignal.abort()),
  "something-else-answers": async () => {
    const stub = await startStub(() => ({ status: 200, text: "<html>Please log in</html>" }));
    const error = await errorOf(
      toolboxOf({ hosts: [{ host: "127.0.0.1", port: stub.port }], tls: { mode: "insecure" } }),
    );
    await stub.close();
    return error;
  },
  "the-answer-is-too-large": async () => {
    const stub = await startStub(() => data(Array.from({ length: 1_000_001 }, () => 0)));
    const error = await errorOf(
      toolboxOf({ hosts: [{ host: "127.0.0.1", port: stub.port }], tls: { mode: "insecure" } }),
    );
    await stub.close();
    return error;
  },
  "the-certificate-isnt-trusted": () => errorOf(toolboxOf({ tls: { mode: "strict" } })),
  "the-certificate-changed": () =>
    errorOf(toolboxOf({ tls: { mode: "verify", fingerprints: ["AA".repeat(32)] } })),
  "no-tls-at-this-address": async () => {
    const { createServer } = await import("node:net");
    const plain = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as { port: number };
    const error = await errorOf(toolboxOf({ hosts: [{ host: "127.0.0.1", port }] }));
    plain.close();
    return error;
  },
  "running-a-program-in-a-container": async () =>
    root.refused("proxmox_guest_exec", { vmid: await vmidOf("lxc", "running"), command: "uptime" }),
  "a-program-over-ssh-doesnt-start": async () => {
    const ssh = { port: 1, addresses: { pve1: "127.0.0.1" }, prefix: [] };
    const programs = { ssh, console: false, node: true, allow: ["uptime"] };
    const harness = await openToolbox({ simulator: root.simulator, programs });
    try {
      return await harness.refused("proxmox_node_exec", { node: "pve1", command: ["uptime"] });
    } finally {
      await harness.close();
    }
  },
  "a-console-shows-nothing": async () =>
    root.refused("proxmox_console_screenshot", { vmid: await vmidOf("qemu", "stopped") }),
  "a-containers-network": async () =>
    root.refused("proxmox_agent_info", {
      action: "network_interfaces",
      vmid: await vmidOf("lxc", "running"),
    }),
  "vms-and-containers-differ": async () =>
    root.refused("proxmox_guest_reset", { vmid: await vmidOf("lxc", "running") }),
  "the-task-failed": async () => {
    root.simulator.faults.failTasks({
      type: "qmstart",
      times: 1,
      message: "start failed: no space",
    });
    return root.refused("proxmox_guest_start", { vmid: await vmidOf("qemu", "stopped") });
  },
  "the-access-tier-forbids-it": () => reader.refused("proxmox_guest_start", { vmid: 100 }),
  "the-user-has-to-agree": async () => {
    const strict = await openToolbox({
      simulator: root.simulator,
      confirm: { mode: "destructive", fallback: "deny" },
    });
    opened.push(strict.toolbox);
    return errorOf(strict.toolbox, "proxmox_guest_stop", { vmid: 100 });
  },
  "the-tool-isnt-listed": () => reader.refused("proxmox_acl", { action: "get" }),
  "arguments-that-dont-fit": () => root.refused("proxmox_guest_status", { vmid: "web" }),
  "something-unexpected": async () => {
    const toolbox = toolboxOf({});
    const broken = createToolbox(
      {
        listed: toolbox.listed,
        excluded: new Set(),
        excludedEndpoints: new Map(),
        hidden: { access: 0, excluded: 0, toolsets: 0 },
      },
      "elevated",
      {
        connect: () => Promise.reject(new RangeError("secret detail")),
        nameOption: (option) => VARIABLE_OF_OPTION[option],
        onError: () => {},
      },
    );
    return errorOf(broken);
  },
};

/** Enrols TOTP in the cluster's own state. */
async function secondFactorFor(userid: string): Promise<void> {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const uri = `otpauth://totp/test?secret=${secret}`;
  const { totp } = await import("../../src/pve/login/totp.js");
  const { parseOtp } = await import("../../src/pve/login/otp.js");
  const parsed = parseOtp(secret);
  if ("code" in parsed) throw new Error("a secret is expected");
  const login = toolboxOf({
    credentials: { kind: "password", user: userid, password: "correct horse" },
  });
  const answer = await answerOf(login, "proxmox_tfa", {
    action: "add",
    userid,
    type: "totp",
    options: {
      description: "phone",
      totp: uri,
      value: totp(parsed.secret, root.simulator.clock.now()),
      password: "correct horse",
    },
  });
  expect(answer).not.toHaveProperty("error");
}

describe(TROUBLESHOOTING, () => {
  it("has a heading for every entry that an error may name, and no other", () => {
    expect(headings.map(anchorOf).sort()).toEqual(troubleshootingEntries().sort());
  });

  it("links only to its own headings", () => {
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !headings.map(anchorOf).includes(anchor ?? ""))).toEqual([]);
    // the table by symptom leaves out one: it needs no symptom
    const unlinked = headings.map(anchorOf).filter((anchor) => !links.includes(anchor));
    expect(unlinked.sort()).toEqual([
      "changed-in-the-meantime",
      "something-unexpected",
      "the-guest-agent-doesnt-answer",
    ]);
  });

  it("shows an error as the server gives it", async () => {
    const [, example = ""] = /```json\n([\s\S]+?)```/.exec(text) ?? [];
    const error = await root.refused("proxmox_guest_status", { vmid: 4711 });
    expect({ error }).toMatchObject(JSON.parse(example) as object);
  });

  it("has a scenario for every entry", () => {
    expect(Object.keys(SCENARIOS).sort()).toEqual(troubleshootingEntries().sort());
  });
});

describe("errors of the server", () => {
  it.each(Object.entries(SCENARIOS))("name %s", async (entry, provoke) => {
    const error = await provoke();
    expect(error, JSON.stringify(error)).toMatchObject({ see: helpUri(entry) });
    // with what is at fault, or as a sentence
    expect(error.message).toMatch(/^([A-Z"]|proxmox_|[\w ,.-]+: )/);
  });
});
