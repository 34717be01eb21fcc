import { isAtLeast } from "../../src/schema/releases.js";
import { moveGuest } from "../guests/guest-migrate.js";
import { fault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { Section } from "../state/state.js";
import { sectionHandlers } from "../support/sections.js";
import { guestOfService, scheduleService } from "./ha-manager.js";

type Entry = Record<string, unknown>;

/** `vm:100`; a bare number means the guest of that number. */
function fullSid({ state }: Context, sid: string): string {
  if (!/^\d+$/.test(sid)) return sid;
  return `${state.guests.get(Number(sid))?.kind === "lxc" ? "ct" : "vm"}:${sid}`;
}

/** Since 9.0 groups are rules. */
function hasGroups({ state }: Context): boolean {
  return !isAtLeast(state.release, "9.0");
}

function checkGroups(context: Context, verb: string): void {
  if (!hasGroups(context)) {
    throw fault(`cannot ${verb}: ha groups have been migrated to rules`);
  }
}

function checkResource(context: Context, sid: string, section: Section, mode: string): void {
  if (section["group"] !== undefined && !hasGroups(context)) {
    throw fault("invalid parameter 'group': ha groups have been migrated to rules");
  }
  if (section["group"] !== undefined && !context.state.ha.groups.has(String(section["group"]))) {
    throw fault(`HA group '${section["group"]}' does not exist`);
  }
  if (mode === "create" && !guestOfService(context.state, sid)) {
    const [type = "", vmid = ""] = sid.split(":");
    throw fault(
      `cannot add service '${sid}': unable to find ${type === "vm" ? "VM" : "CT"} '${vmid}' on cluster`,
    );
  }
  scheduleService(context, sid);
}

const resourceHandlers = sectionHandlers({
  collection: "/cluster/ha/resources",
  id: "sid",
  sections: ({ state }) => state.ha.resources,
  missing: (sid) => fault(`no such resource '${sid}'`),
  exists: (sid) => fault(`add resource failed: resource ID '${sid}' already defined`),
  skip: ["type", "purge"],
  defaults: ({ text }) => ({ type: text("sid").startsWith("ct") ? "ct" : "vm" }),
  check: checkResource,
  isVisible: ({ state, optional }, sid) =>
    optional("type") === undefined || state.ha.resources.get(sid)?.["type"] === optional("type"),
});

/** Sections are looked up by their full id, however the caller wrote it. */
function withFullSid(handlers: Handlers): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([key, handler]) => [
      key,
      (context: Context) => {
        const given = context.values["sid"];
        if (given === undefined) return handler(context);
        const sid = fullSid(context, String(given));
        const text = (name: string) => (name === "sid" ? sid : context.text(name));
        return handler({ ...context, values: { ...context.values, sid }, text });
      },
    ]),
  );
}

/** Checks a rule's resources and nodes. */
function checkRule({ state }: Context, rule: Section, verb: string): void {
  const failed = `${verb} ha rule failed: `;
  const resources = splitList(rule["resources"]);
  const unmanaged = resources.filter((sid) => !state.ha.resources.has(sid));
  if (unmanaged.length > 0) {
    throw fault(`${failed}cannot use unmanaged resource(s) ${unmanaged.join(", ")}.`);
  }
  const nodes = splitList(rule["nodes"]).map((node) => node.split(":")[0] ?? "");
  const unknown = nodes.filter((node) => !state.nodes.has(node));
  if (unknown.length > 0) {
    throw fault(`${failed}cannot use non-existent node(s) ${unknown.join(", ")}.`);
  }
  if (rule["type"] === "resource-affinity" && resources.length < 2) {
    throw fault(`${failed}rule '${String(rule["affinity"])}' needs at least two resources`);
  }
}

const ruleHandlers = sectionHandlers({
  collection: "/cluster/ha/rules",
  id: "rule",
  sections: ({ state }) => state.ha.rules,
  missing: (rule) => fault(`no such ha rule '${rule}'`),
  exists: (rule) => fault(`create ha rule failed: HA rule '${rule}' already defined`),
  show: (section, _id, { state }) => ({
    order: [...state.ha.rules.values()].indexOf(section) + 1,
    ...section,
  }),
  isVisible: ({ state, optional }, rule) => {
    const section = state.ha.rules.get(rule) ?? {};
    const [type, resource] = [optional("type"), optional("resource")];
    if (type !== undefined && section["type"] !== type) return false;
    return resource === undefined || splitList(section["resources"]).includes(resource);
  },
  check: (context, _id, section, mode) => checkRule(context, section, mode),
});

const groupHandlers = sectionHandlers({
  collection: "/cluster/ha/groups",
  id: "group",
  sections: ({ state }) => state.ha.groups,
  missing: (group) => fault(`no such ha group '${group}'`),
  exists: (group) => fault(`create ha group failed: ha group ID '${group}' already defined`),
  defaults: () => ({ type: "group" }),
  checkDelete({ state }, group) {
    const user = [...state.ha.resources].find(([, section]) => section["group"] === group);
    if (user) throw fault(`delete group failed: ha group is used by service '${user[0]}'`);
  },
});

const VERBS: Record<string, string> = {
  "GET /cluster/ha/groups": "index groups",
  "POST /cluster/ha/groups": "create group",
  "GET /cluster/ha/groups/{group}": "read group",
  "PUT /cluster/ha/groups/{group}": "update group",
  "DELETE /cluster/ha/groups/{group}": "delete group",
};

/** Refused wherever groups have become rules. */
function whereGroupsExist(handlers: Handlers): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([key, handler]) => [
      key,
      (context: Context) => {
        checkGroups(context, VERBS[key] ?? "use group");
        return handler(context);
      },
    ]),
  );
}

function move(context: Context, type: "migrate" | "relocate"): unknown {
  const { state } = context;
  const sid = fullSid(context, context.text("sid"));
  const guest = guestOfService(state, sid);
  if (!state.ha.resources.has(sid) || !guest) throw fault(`no such resource '${sid}'`);
  const target = context.text("node");
  if (!state.nodes.has(target)) throw fault(`no such cluster node '${target}'`);
  context.clock.after(8000, () => {
    if (guest.node === target) return;
    context.task(
      guest.kind === "qemu" ? "qmigrate" : "vzmigrate",
      guest.vmid,
      (task) => moveGuest(context, guest, target, task),
      guest.node,
    );
  });
  if (!isAtLeast(state.release, "9.0")) return null;
  return { sid, "requested-node": target, ...(type === "migrate" && companions(context, sid)) };
}

/** Resources that a positive affinity rule makes travel along. */
function companions({ state }: Context, sid: string): Entry {
  const along = [...state.ha.rules.values()]
    .filter((rule) => rule["affinity"] === "positive" && splitList(rule["resources"]).includes(sid))
    .flatMap((rule) => splitList(rule["resources"]))
    .filter((other) => other !== sid);
  return along.length > 0 ? { "comigrated-resources": along } : {};
}

/** The manager runs once there's something to manage, in a cluster. */
function master({ state }: Context): string | undefined {
  return state.cluster && state.ha.resources.size > 0 ? state.local : undefined;
}

function serviceEntry(context: Context, sid: string, section: Section): Entry {
  const guest = guestOfService(context.state, sid);
  const node = guest?.node ?? context.state.local;
  const isManaged = master(context) !== undefined;
  const state = isManaged ? (guest?.running ? "started" : "stopped") : "queued";
  return {
    id: `service:${sid}`,
    type: "service",
    sid,
    node,
    state,
    ...(isManaged && { crm_state: state }),
    request_state: section["state"] ?? "started",
    failback: 1,
    max_relocate: section["max_relocate"] ?? 1,
    max_restart: section["max_restart"] ?? 1,
    status: `${sid} (${node}, ${state})`,
  };
}

function current(context: Context): Entry[] {
  const { state, time } = context;
  const leader = master(context);
  const stamp = new Date(time * 1000).toUTCString();
  const isArmed = leader !== undefined && state.ha.armed;
  const armed = state.ha.armed ? (isArmed ? "armed" : "standby") : "disarmed";
  const watchdog = isArmed ? "active" : state.ha.armed ? "standby" : "released";
  const entries: Entry[] = [
    { id: "quorum", type: "quorum", node: state.local, status: "OK", quorate: 1 },
  ];
  if (leader !== undefined) {
    const status = `${leader} (active, ${stamp})`;
    entries.push({ id: "master", type: "master", node: leader, status, timestamp: time });
  }
  if (isAtLeast(state.release, "9.0")) {
    entries.push({
      id: "fencing",
      type: "fencing",
      node: leader ?? state.local,
      status: `${armed} (CRM watchdog ${watchdog})`,
      "armed-state": armed,
    });
  }
  for (const node of leader === undefined ? [] : state.nodes.values()) {
    const mode = node.online ? "active" : "old timestamp - dead?";
    const status = `${node.name} (${mode}, ${stamp})`;
    entries.push({ id: `lrm:${node.name}`, type: "lrm", node: node.name, status, timestamp: time });
  }
  const services = [...state.ha.resources].map(([sid, section]) =>
    serviceEntry(context, sid, section),
  );
  return [...entries, ...services];
}

function managerStatus(context: Context): Entry {
  const { state, time } = context;
  const leader = master(context);
  const quorum = { node: state.local, quorate: "1" };
  if (leader === undefined) return { manager_status: { node_status: {} }, quorum };
  const nodes = [...state.nodes.values()];
  const status = nodes.map((node) => [node.name, node.online ? "online" : "unknown"]);
  const services = [...state.ha.resources.keys()].map((sid) => {
    const guest = guestOfService(state, sid);
    return [
      sid,
      {
        node: guest?.node,
        state: guest?.running ? "started" : "stopped",
        running: guest?.running ? 1 : 0,
      },
    ];
  });
  return {
    manager_status: {
      master_node: leader,
      timestamp: time,
      node_status: Object.fromEntries(status),
      service_status: Object.fromEntries(services),
    },
    quorum,
    lrm_status: Object.fromEntries(
      nodes.map((node) => [
        node.name,
        { mode: "active", state: "active", timestamp: time, results: {} },
      ]),
    ),
  };
}

export const haHandlers: Handlers = {
  ...withFullSid(resourceHandlers),
  ...ruleHandlers,
  ...whereGroupsExist(groupHandlers),
  "POST /cluster/ha/resources/{sid}/migrate": (context) => move(context, "migrate"),
  "POST /cluster/ha/resources/{sid}/relocate": (context) => move(context, "relocate"),
  "GET /cluster/ha/status/current": current,
  "GET /cluster/ha/status/manager_status": managerStatus,
  "POST /cluster/ha/status/arm-ha": ({ state }) => {
    state.ha.armed = true;
  },
  "POST /cluster/ha/status/disarm-ha": ({ state }) => {
    state.ha.armed = false;
  },
  "GET /cluster/ha": ({ state }) => {
    const names = isAtLeast(state.release, "9.0")
      ? ["status", "resources", "groups", "rules"]
      : ["status", "resources", "groups"];
    return names.map((id) => ({ id }));
  },
};
