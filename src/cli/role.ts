import { parseArgs } from "node:util";
import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, newestRelease, releases } from "../data/releases.js";
import { loadToolList } from "../data/tool-list.js";
import { isObject } from "../kit/objects.js";
import { type NeededEndpoint, type Role, roleFor, waysOf } from "../policy/role.js";
import { ProxmoxError } from "../pve/errors/errors.js";
import { reaches, TIERS, type Tier } from "../schema/catalogue.js";
import { type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import { withEnvFile } from "../settings/env-file.js";
import { readSettings } from "../settings/read.js";
import { VARIABLE_OF_OPTION } from "../settings/table.js";
import { selectionProblems, selectTools } from "../tools/registry.js";
import { type Command, UsageError } from "./command.js";
import { createLog } from "./log.js";
import { connect, live } from "./target.js";

/** sysexits' EX_CONFIG. */
const CONFIG_EXIT_CODE = 78;

/** Privileges that a reader may be surprised to give, and what they allow beside looking. */
const ALSO_ALLOW: Readonly<Record<string, string>> = {
  "Datastore.AllocateSpace": "creating disks and backups on storages; needed to see backups",
  "VM.Backup": "making and restoring backups of guests; needed to see backups",
  "Sys.Syslog": "reading all logs of the nodes",
  "Permissions.Modify": "giving anybody any right",
  "Sys.Modify": "changing the nodes' settings, network and services",
  "Sys.AccessNetwork": "having nodes download from any address",
  "VM.GuestAgent.Unrestricted": "running any program in VMs",
  "VM.Console": "typing on guests' consoles",
};

/** `proxmox-mcp role`: the commands that make a login with exactly the privileges that tools need. */
export const role: Command = async (args, environment) => {
  const { values } = parseArgs({
    args,
    options: {
      access: { type: "string" },
      toolset: { type: "string", multiple: true },
      tool: { type: "string", multiple: true },
      path: { type: "string" },
      user: { type: "string" },
      token: { type: "string" },
      name: { type: "string" },
      pve: { type: "string" },
      check: { type: "boolean" },
      "env-file": { type: "string" },
    },
  });
  const access = tierOf(values.access ?? "read");
  const release = releaseOf(values.pve ?? newestRelease());
  const needed = neededEndpoints(access, values.toolset, values.tool, release);
  const spared = access === "elevated" ? [] : needed.filter(takesChanging);
  const found = roleFor(needed.filter((endpoint) => !spared.includes(endpoint)));
  const names = namesOf(values, access);
  if (values.check) return compare(found, names.path, environment, values["env-file"]);
  process.stdout.write(commands(found, names, spared));
  return 0;
};

function tierOf(text: string): Tier {
  const tier = TIERS.find((one) => one === text);
  if (tier) return tier;
  throw new UsageError(`--access must be one of ${TIERS.join(", ")}; got ${JSON.stringify(text)}`);
}

function releaseOf(text: string): string {
  if (releases().includes(text)) return text;
  throw new UsageError(
    `--pve must be one of ${releases().join(", ")}; got ${JSON.stringify(text)}`,
  );
}

interface Names {
  path: string;
  user: string;
  token: string;
  role: string;
}

/** What goes into a shell is checked, whoever wrote it. */
const PATTERNS: Readonly<Record<keyof Names, RegExp>> = {
  path: /^\/[\w./-]*$/,
  user: /^[\w.+-]+@[A-Za-z][\w.-]*$/,
  token: /^[A-Za-z][\w.-]+$/,
  role: /^[A-Za-z][\w.-]*$/,
};

function namesOf(
  values: { path?: string; user?: string; token?: string; name?: string },
  access: Tier,
): Names {
  const names: Names = {
    path: values.path ?? "/",
    user: values.user ?? "mcp@pve",
    token: values.token ?? "mcp",
    role: values.name ?? `Mcp${access.charAt(0).toUpperCase()}${access.slice(1)}`,
  };
  for (const [name, pattern] of Object.entries(PATTERNS)) {
    const text = names[name as keyof Names];
    if (pattern.test(text)) continue;
    const option = name === "role" ? "name" : name;
    throw new UsageError(`--${option} can't be ${JSON.stringify(text)}`);
  }
  return names;
}

/** The endpoints behind the tools that such a server would list. */
function neededEndpoints(
  access: Tier,
  toolsets: readonly string[] = [],
  tools: readonly string[] = [],
  release: string,
): NeededEndpoint[] {
  const list = loadToolList();
  const isNarrow = toolsets.length > 0 || tools.length > 0;
  const selection = {
    toolsets: isNarrow ? [...toolsets] : ["core"],
    tools: [...tools],
    excluded: [],
    access,
  };
  const problems = selectionProblems(list, selection);
  if (problems.length > 0) throw new UsageError(problems.join(" "));
  const { listed } = selectTools(list, selection);
  const keys = new Set(
    listed.flatMap(({ name }) =>
      Object.entries(list.tools[name]?.endpoints ?? {})
        .filter(([, tier]) => reaches(access, tier))
        .map(([key]) => key as EndpointKey),
    ),
  );
  return loadRelease(release)
    .endpoints.filter((endpoint) => keys.has(keyOf(endpoint)))
    .map(neededOf);
}

function neededOf(endpoint: Endpoint): NeededEndpoint {
  const key = keyOf(endpoint);
  const entry = loadCatalogue().endpoints[key];
  const own = endpoint.permissions?.check;
  return {
    key,
    checks: [...(own ? [own] : []), ...(entry?.checks ?? [])],
    ...(entry?.login === "root" && { rootOnly: true }),
  };
}

/** A read that Proxmox gives only to who may change nodes isn't worth that. */
function takesChanging({ key, checks }: NeededEndpoint): boolean {
  if (!key.startsWith("GET ")) return false;
  return checks.some((check) => waysOf(check).every((way) => way.includes("Sys.Modify")));
}

function commands(
  { privileges, rootOnly }: Role,
  { path, user, token, role }: Names,
  spared: readonly NeededEndpoint[],
): string {
  const notable = privileges.filter((privilege) => privilege in ALSO_ALLOW);
  const lines = [
    "# On a node, as root. The last command prints the token's secret, once.",
    `pveum role add ${role} --privs ${privileges.join(",")}`,
    `pveum user add ${user}`,
    `pveum acl modify ${path} --users ${user} --roles ${role}`,
    `pveum user token add ${user} ${token} --privsep 0`,
    ...notable.map((privilege) => `# ${privilege} allows ${ALSO_ALLOW[privilege]}.`),
    ...spared.map(({ key }) => `# Left out, as it takes Sys.Modify: ${key}.`),
    ...(rootOnly.length > 0
      ? [`# Only root@pam with its password may call ${rootOnly.slice(0, 5).join(", ")}.`]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Holds the login of the settings against the role. */
async function compare(
  { privileges, reasons }: Role,
  path: string,
  environment: NodeJS.ProcessEnv,
  file: string | undefined,
): Promise<number> {
  const loaded = withEnvFile(environment, file);
  const read = "problems" in loaded ? loaded : await readSettings(loaded.env);
  if ("problems" in read || "problems" in loaded) {
    const problems = "problems" in read ? read.problems : [];
    process.stderr.write(problems.map((problem) => `${problem}\n`).join(""));
    return CONFIG_EXIT_CODE;
  }
  const options = await live(read.settings, loaded.env).options();
  const client = await connect(options, createLog("silent"), () => undefined);
  try {
    const answer = await client.call("GET /access/permissions", { path });
    const own = isObject(answer) && isObject(answer[path]) ? Object.keys(answer[path]) : [];
    const missing = privileges.filter((privilege) => !own.includes(privilege));
    const more = own.filter((privilege) => !privileges.includes(privilege)).sort();
    const because = (privilege: string) => reasons.get(privilege)?.[0];
    const lines = [
      `${client.identity} has ${privileges.length - missing.length} of ${privileges.length} privileges that are needed on ${path}`,
      ...missing.map((privilege) => `missing: ${privilege}, for ${because(privilege)}`),
      ...(more.length > 0 ? [`not needed: ${more.join(", ")}`] : []),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    return missing.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    const { message, hint } = error.describe((option) => VARIABLE_OF_OPTION[option]);
    process.stderr.write(`${[message, hint].filter(Boolean).join("\n")}\n`);
    return 1;
  } finally {
    await client.close();
  }
}
