import { fault, parameterFault, permissionFault } from "../http/api-error.js";
import { type Context, type Handlers, isTrue } from "../http/context.js";
import { emptySdn } from "../state/empty.js";
import type { Section, Sections } from "../state/state.js";
import { digestOf, randomUuid } from "../support/random.js";
import { deleteKeys, sectionFrom, sectionHandlers } from "../support/sections.js";
import type { SdnConfig, SdnKind } from "./sdn-state.js";

type Entry = Record<string, unknown>;

/** Which word names one object of a kind, in parameters and in messages. */
const WORDS: Record<SdnKind, string> = {
  zones: "zone",
  vnets: "vnet",
  subnets: "subnet",
  controllers: "controller",
};

/** While somebody holds the lock, changes need its token. */
export function checkLockToken({ state, optional }: Context): void {
  const { lock } = state.sdn;
  if (lock !== undefined && optional("lock-token") !== lock) {
    throw fault("could not acquire sdn lock: provided token does not match");
  }
}

/** `running`: as applied; `pending`: as edited, with what will change; otherwise as edited. */
function view(context: Context, kind: SdnKind): Map<string, Section> {
  const { state, flag } = context;
  const applied = state.sdn.applied?.[kind] ?? new Map<string, Section>();
  if (flag("running")) return applied;
  const edited = state.sdn.edited[kind];
  if (!flag("pending")) return edited;
  const all = new Map<string, Section>();
  for (const id of new Set([...edited.keys(), ...applied.keys()])) {
    all.set(id, pendingView(edited.get(id), applied.get(id)));
  }
  return all;
}

function pendingView(edited: Section | undefined, applied: Section | undefined): Section {
  if (edited === undefined) return { ...applied, state: "deleted" };
  if (applied === undefined) return { ...edited, pending: {}, state: "new" };
  const keys = new Set([...Object.keys(edited), ...Object.keys(applied)]);
  const changed = [...keys].filter((key) => String(edited[key]) !== String(applied[key]));
  if (changed.length === 0) return edited;
  const pending = Object.fromEntries(changed.map((key) => [key, edited[key] ?? "deleted"]));
  return { ...applied, pending, state: "changed" };
}

function shown(context: Context, kind: SdnKind, id: string, section: Section): Entry {
  const isPending = context.flag("pending");
  const digest = isPending ? null : digestOf([...context.state.sdn.edited[kind]]);
  const base =
    kind === "subnets" ? { ...subnetFacts(id, section), subnet: id } : { [WORDS[kind]]: id };
  return { ...section, ...base, digest };
}

/** `recz-10.9.0.0-24` taken apart. */
function subnetFacts(id: string, section: Section): Entry {
  const [network = "", mask = ""] = id.split("-").slice(-2);
  return {
    id,
    cidr: `${network}/${mask}`,
    network,
    mask,
    "dhcp-range": section["dhcp-range"] ?? [],
  };
}

function list(context: Context, kind: SdnKind): Entry[] {
  const type = context.optional("type");
  return [...view(context, kind)]
    .filter(([id, section]) => {
      if (type !== undefined && section["type"] !== type) return false;
      if (kind === "subnets" && section["vnet"] !== context.text("vnet")) return false;
      return mayAudit(context, kind, id, section);
    })
    .map(([id, section]) => shown(context, kind, id, section));
}

function pathOf(kind: SdnKind, id: string, section: Section): string {
  if (kind === "zones") return `/sdn/zones/${id}`;
  if (kind === "vnets") return `/sdn/zones/${section["zone"]}/${id}`;
  if (kind === "controllers") return `/sdn/controllers/${id}`;
  return `/sdn/zones/${section["zone"]}/${section["vnet"]}`;
}

function mayAudit({ access }: Context, kind: SdnKind, id: string, section: Section): boolean {
  return access.hasAny(pathOf(kind, id, section), ["SDN.Audit", "SDN.Allocate"]);
}

function missing(id: string) {
  return fault(`sdn '${id}' does not exist`);
}

function requireEdited({ state }: Context, kind: SdnKind, id: string): Section {
  const section = state.sdn.edited[kind].get(id);
  if (!section) throw missing(id);
  return section;
}

function read(context: Context, kind: SdnKind): Entry {
  const id = context.text(WORDS[kind]);
  const section = view(context, kind).get(id);
  if (!section) throw missing(id);
  if (kind === "subnets" && section["vnet"] !== context.text("vnet")) {
    throw parameterFault({ vnet: "wrong vnet" });
  }
  return shown(context, kind, id, section);
}

const NOT_STORED = ["lock-token", "digest", "delete", "pending", "running", "node"];

/** The permission of a vnet hangs on its zone, which isn't in the path. */
function requireAllocate(context: Context, kind: SdnKind, id: string, section: Section): void {
  if (kind === "zones" || kind === "controllers") return;
  const path = pathOf(kind, id, section);
  if (!context.access.has(path, "SDN.Allocate")) throw permissionFault(`${path}, SDN.Allocate`);
}

function create(context: Context, kind: SdnKind): null {
  checkLockToken(context);
  const word = WORDS[kind];
  const { edited } = context.state.sdn;
  const section = sectionFrom(context.values, [word, ...NOT_STORED]);
  if (kind === "vnets") section["type"] ??= "vnet";
  const id = kind === "subnets" ? newSubnet(context, section) : context.text(word);
  requireAllocate(context, kind, id, section);
  if (edited[kind].has(id)) {
    throw fault(`create sdn ${word} object failed: sdn ${word} object ID '${id}' already defined`);
  }
  checkObject(context, kind, section, "create");
  edited[kind].set(id, section);
  return null;
}

function newSubnet(context: Context, section: Section): string {
  const vnet = context.text("vnet");
  const zone = requireEdited(context, "vnets", vnet)["zone"];
  section["vnet"] = vnet;
  section["zone"] = zone;
  section["type"] = "subnet";
  return `${zone}-${context.text("subnet").replace("/", "-")}`;
}

/** Names that an object uses must exist. */
function checkObject({ state }: Context, kind: SdnKind, section: Section, verb: string): void {
  const { edited, ipams, dns } = state.sdn;
  const failed = `${verb} sdn ${WORDS[kind]} object failed: `;
  if (kind === "vnets" && !edited.zones.has(String(section["zone"]))) {
    throw fault(`${failed}zone ${section["zone"]} doesn't exist`);
  }
  if (kind !== "zones") return;
  const ipam = section["ipam"];
  if (ipam !== undefined && !ipams.has(String(ipam))) {
    throw parameterFault({ ipam: `${ipam} not existing` });
  }
  if (section["dns"] !== undefined && !dns.has(String(section["dns"]))) {
    throw parameterFault({ dns: `${section["dns"]} don't exist` });
  }
  if (section["type"] === "evpn" && !edited.controllers.has(String(section["controller"]))) {
    throw fault(`${failed}controller ${section["controller"]} does not exist`);
  }
}

function update(context: Context, kind: SdnKind): null {
  checkLockToken(context);
  const id = context.text(WORDS[kind]);
  const section = { ...requireEdited(context, kind, id) };
  requireAllocate(context, kind, id, section);
  deleteKeys(context, section);
  Object.assign(section, sectionFrom(context.values, [WORDS[kind], "vnet", ...NOT_STORED]));
  checkObject(context, kind, section, "update");
  context.state.sdn.edited[kind].set(id, section);
  return null;
}

function remove(context: Context, kind: SdnKind): null {
  checkLockToken(context);
  const id = context.text(WORDS[kind]);
  const { edited } = context.state.sdn;
  const section = requireEdited(context, kind, id);
  requireAllocate(context, kind, id, section);
  const failed = `delete sdn ${WORDS[kind]} object failed: `;
  const user = userOf(edited, kind, id);
  if (user !== undefined) throw fault(`${failed}${WORDS[kind]} ${id} is used by ${user}`);
  if (kind === "vnets" && [...edited.subnets.values()].some((subnet) => subnet["vnet"] === id)) {
    throw fault(`${failed}Can't delete vnet if subnets exists`);
  }
  edited[kind].delete(id);
  return null;
}

function userOf(edited: SdnConfig, kind: SdnKind, id: string): string | undefined {
  const find = (sections: Sections, key: string) =>
    [...sections].find(([, section]) => section[key] === id)?.[0];
  if (kind === "zones") {
    const vnet = find(edited.vnets, "zone");
    return vnet && `vnet ${vnet}`;
  }
  if (kind === "controllers") {
    const zone = find(edited.zones, "controller");
    return zone && `zone ${zone}`;
  }
  return undefined;
}

function objectHandlers(kind: SdnKind, collection: string): Handlers {
  const item = `${collection}/{${WORDS[kind]}}`;
  return {
    [`GET ${collection}`]: (context) => list(context, kind),
    [`POST ${collection}`]: (context) => create(context, kind),
    [`GET ${item}`]: (context) => read(context, kind),
    [`PUT ${item}`]: (context) => update(context, kind),
    [`DELETE ${item}`]: (context) => remove(context, kind),
  };
}

function copy(config: SdnConfig): SdnConfig {
  return structuredClone(config);
}

function apply(context: Context): string {
  checkLockToken(context);
  const { state, flag } = context;
  return context.task("reloadnetworkall", "", function* (task) {
    for (const node of state.nodes.values()) {
      yield 700;
      task.log(
        `${node.name}: ${node.online ? "reloading network config" : "node is offline, skipping"}`,
      );
    }
    state.sdn.applied = copy(state.sdn.edited);
    if (flag("release-lock", true)) delete state.sdn.lock;
  });
}

function rollback(context: Context): void {
  checkLockToken(context);
  const { sdn } = context.state;
  sdn.edited = sdn.applied ? copy(sdn.applied) : emptySdn();
  if (context.flag("release-lock", true)) delete sdn.lock;
}

function isPending({ state }: Context): boolean {
  const { edited, applied } = state.sdn;
  return digestOf(plain(edited)) !== digestOf(plain(applied ?? emptySdn()));
}

function plain(config: SdnConfig): unknown {
  return Object.entries(config).map(([kind, sections]) => [kind, [...sections]]);
}

function lock(context: Context): string {
  const { sdn } = context.state;
  if (sdn.lock !== undefined) throw fault("could not acquire sdn lock: already locked");
  if (isPending(context) && !context.flag("allow-pending")) {
    throw fault("configuration has pending changes");
  }
  sdn.lock = randomUuid(context.state);
  return sdn.lock;
}

function unlock(context: Context): void {
  const { sdn } = context.state;
  if (!isTrue(context.values["force"])) checkLockToken(context);
  delete sdn.lock;
}

/** DNS and IPAM plugins take effect at once. */
function pluginHandlers(kind: "ipams" | "dns", id: string): Handlers {
  const word = id;
  return sectionHandlers({
    collection: `/cluster/sdn/${kind}`,
    id,
    sections: ({ state }) => state.sdn[kind],
    missing: (name) => fault(`sdn '${name}' does not exist`),
    exists: (name) =>
      fault(`create sdn ${word} object failed: sdn ${word} object ID '${name}' already defined`),
    isVisible: ({ access }, name) =>
      access.hasAny(`/sdn/${kind}/${name}`, ["SDN.Audit", "SDN.Allocate"]),
    check: (context) => checkLockToken(context),
    checkDelete: (context, name) => {
      checkLockToken(context);
      const zone = [...context.state.sdn.edited.zones].find(
        ([, section]) => section[word] === name,
      );
      if (zone)
        throw fault(`delete sdn ${word} object failed: ${word} ${name} is used by zone ${zone[0]}`);
    },
  });
}

export const sdnHandlers: Handlers = {
  ...objectHandlers("zones", "/cluster/sdn/zones"),
  ...objectHandlers("vnets", "/cluster/sdn/vnets"),
  ...objectHandlers("subnets", "/cluster/sdn/vnets/{vnet}/subnets"),
  ...objectHandlers("controllers", "/cluster/sdn/controllers"),
  ...pluginHandlers("ipams", "ipam"),
  ...pluginHandlers("dns", "dns"),
  "PUT /cluster/sdn": apply,
  "POST /cluster/sdn/rollback": rollback,
  "POST /cluster/sdn/lock": lock,
  "DELETE /cluster/sdn/lock": unlock,
  "GET /cluster/sdn/dry-run": (context) => {
    const diff = isPending(context) ? "--- /etc/network/interfaces.d/sdn\n+++ pending\n" : "";
    return { "frr-diff": "", "interfaces-diff": diff };
  },
};
