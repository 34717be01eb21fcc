import { closeSync, openSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { hasLogin, readHosts } from "../pve/options.js";
import type { Settings } from "../settings/settings.js";
import { VARIABLE_OF_OPTION } from "../settings/table.js";
import { selectTools } from "../tools/registry.js";
import { type Finding, failed, ok, warning } from "./check/finding.js";
import { checkLogin } from "./check/login.js";
import { checkNetwork } from "./check/network.js";
import { checkPrivileges } from "./check/privileges.js";
import { checkServing } from "./check/serving.js";
import type { Command } from "./command.js";
import { type Read, readAll } from "./http/read-all.js";
import { createLog } from "./log.js";
import { connect, live } from "./target.js";

/** sysexits' EX_CONFIG, as the server ends with. */
const CONFIG_EXIT_CODE = 78;

/** `proxmox-mcp check`: whether the settings, the way to the cluster, the login and who may call fit. */
export const check: Command = async (args, environment) => {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean" }, "env-file": { type: "string" } },
  });
  const findings: Finding[] = [];
  const read = await readAll(values, environment);
  if ("problems" in read) {
    findings.push(...read.problems.map((problem) => failed("settings", problem)));
  } else {
    findings.push(...describe(read));
    for (const one of clustersOf(read)) {
      const found = await checkCluster(one, read.env);
      const { cluster } = one;
      findings.push(...found.map((finding) => ({ ...finding, ...defined({ cluster }) })));
    }
    findings.push(...(await checkServing(read, Date.now())));
  }
  process.stdout.write(values.json ? asJson(findings) : asLines(findings));
  if ("problems" in read) return CONFIG_EXIT_CODE;
  return findings.some(({ state }) => state === "failed") ? 1 : 0;
};

function describe(read: Read): Finding[] {
  return [
    ...read.warnings.map((text) => warning("settings", text)),
    ...clustersOf(read).map(({ cluster, access }) => ({
      ...ok("settings", `read; PROXMOX_ACCESS is ${access}`),
      ...defined({ cluster }),
    })),
  ];
}

/** All of PROXMOX_CONFIG, or the only one. */
function clustersOf({ settings, clusters }: Read): Settings[] {
  return clusters.size > 0 ? [...clusters.values()] : [settings];
}

async function checkCluster(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  const target = live(settings, environment);
  const options = await target.options();
  const now = () => Date.now();
  const hosts = readHosts(options);
  const network = (await Promise.all(hosts.map((host) => checkNetwork(host, now)))).flat();
  if (!hasLogin(options)) return [...network, BROUGHT, ...checkFiles(settings)];
  const client = await connect(options, createLog("silent"), () => undefined);
  try {
    const login = await checkLogin(client, (option) => VARIABLE_OF_OPTION[option], now);
    const privileges = login.version ? [await checkTools(client, settings)] : [];
    // another host serves where one is down
    const way = login.version ? network.map(asWarning) : network;
    return [...way, ...login.findings, ...privileges, ...checkFiles(settings)];
  } finally {
    await client.close();
  }
}

const BROUGHT = ok("login", "each caller brings one; this server has none of its own");

function asWarning(finding: Finding): Finding {
  return finding.state === "failed" ? { ...finding, state: "warning" } : finding;
}

function checkTools(client: Parameters<typeof checkPrivileges>[0], settings: Settings) {
  const list = loadToolList();
  const registry = selectTools(list, {
    toolsets: settings.toolsets ?? ["core"],
    tools: settings.tools ?? [],
    excluded: settings.excludeTools ?? [],
    access: settings.access,
  });
  return checkPrivileges(client, registry, list, settings.access);
}

function checkFiles({ uploadDir, auditLog }: Settings): Finding[] {
  return [
    ...(uploadDir === undefined
      ? []
      : [tryFile("folder", `uploads are taken from ${uploadDir}`, () => readdirSync(uploadDir))]),
    ...(auditLog === undefined
      ? []
      : [
          tryFile("audit", `changes are written down in ${auditLog}`, () =>
            closeSync(openSync(auditLog, "a", 0o600)),
          ),
        ]),
  ];
}

function tryFile(about: string, text: string, attempt: () => unknown): Finding {
  try {
    attempt();
    return ok(about, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return failed(about, `${text}, but that doesn't work (${code ?? message})`);
  }
}

function asJson(findings: readonly Finding[]): string {
  const isOk = findings.every(({ state }) => state !== "failed");
  return `${JSON.stringify({ ok: isOk, findings }, null, 2)}\n`;
}

function asLines(findings: readonly Finding[]): string {
  return findings
    .flatMap(({ about, state, text, mend, cluster }) => [
      `${state.padEnd(7)}  ${about.padEnd(11)}  ${cluster === undefined ? "" : `${cluster}: `}${text}`,
      ...(mend === undefined ? [] : [`${" ".repeat(22)}${mend}`]),
    ])
    .map((line) => `${line}\n`)
    .join("");
}
