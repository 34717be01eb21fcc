import { closeSync, openSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { clientOptions } from "../pve/options.js";
import { withEnvFile } from "../settings/env-file.js";
import { type ReadSettings, readSettings } from "../settings/read.js";
import type { Settings } from "../settings/settings.js";
import { VARIABLE_OF_OPTION } from "../settings/table.js";
import { selectTools } from "../tools/registry.js";
import { type Finding, failed, ok } from "./check/finding.js";
import { checkLogin } from "./check/login.js";
import { checkNetwork } from "./check/network.js";
import { checkPrivileges } from "./check/privileges.js";
import type { Command } from "./command.js";
import { createLog } from "./log.js";
import { connect, live } from "./target.js";

/** sysexits' EX_CONFIG, as the server ends with. */
const CONFIG_EXIT_CODE = 78;

/** `proxmox-mcp check`: whether the settings, the way to the cluster and the login fit. */
export const check: Command = async (args, environment) => {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean" }, "env-file": { type: "string" } },
  });
  const findings: Finding[] = [];
  const settings = readAll(environment, values["env-file"], findings);
  for (const one of settings?.clusters ?? []) {
    const found = await checkCluster(one, settings?.environment ?? environment);
    const { cluster } = one;
    findings.push(...found.map((finding) => ({ ...finding, ...defined({ cluster }) })));
  }
  process.stdout.write(values.json ? asJson(findings) : asLines(findings));
  if (!settings) return CONFIG_EXIT_CODE;
  return findings.some(({ state }) => state === "failed") ? 1 : 0;
};

function readAll(
  environment: NodeJS.ProcessEnv,
  file: string | undefined,
  findings: Finding[],
): { clusters: Settings[]; environment: NodeJS.ProcessEnv } | undefined {
  const loaded = withEnvFile(environment, file);
  const read = "problems" in loaded ? loaded : readSettings(loaded.env);
  if ("problems" in read || "problems" in loaded) {
    const problems = "problems" in read ? read.problems : [];
    findings.push(...problems.map((problem) => failed("settings", problem)));
    return undefined;
  }
  for (const text of [...loaded.warnings, ...read.warnings])
    findings.push({ about: "settings", state: "warning", text });
  for (const { cluster, access } of clustersOf(read)) {
    findings.push({
      ...ok("settings", `read; PROXMOX_ACCESS is ${access}`),
      ...defined({ cluster }),
    });
  }
  return { clusters: clustersOf(read), environment: loaded.env };
}

/** All of PROXMOX_CONFIG, or the only one. */
function clustersOf({ settings, clusters }: ReadSettings): Settings[] {
  return clusters.size > 0 ? [...clusters.values()] : [settings];
}

async function checkCluster(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  const target = live(settings, environment);
  const options = await target.options();
  const now = () => Date.now();
  const { hosts } = clientOptions(options);
  const network = (await Promise.all(hosts.map((host) => checkNetwork(host, now)))).flat();
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
