import { guestOf } from "../guests/guest.js";
import { KINDS, type Kind } from "../guests/guest-state.js";
import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import { digestOf } from "../support/random.js";
import { checkDigest, sectionFrom } from "../support/sections.js";
import { pageOfLines } from "../tasks/tasks.js";
import { type RuleList, ruleHandlers } from "./firewall-rules.js";
import { aliasHandlers, ipSetHandlers } from "./firewall-sets.js";
import { emptyFirewall, type FirewallScope } from "./firewall-state.js";

type ScopeOf = (context: Context) => FirewallScope;

const clusterScope: ScopeOf = ({ state }) => state.firewall.cluster;

const nodeScope: ScopeOf = ({ state, node }) => {
  const scope = state.firewall.nodes.get(node) ?? emptyFirewall();
  state.firewall.nodes.set(node, scope);
  return scope;
};

const vnetScope: ScopeOf = ({ state, text }) => {
  const scope = state.firewall.vnets.get(text("vnet")) ?? emptyFirewall();
  state.firewall.vnets.set(text("vnet"), scope);
  return scope;
};

const guestScope =
  (kind: Kind): ScopeOf =>
  (context) => {
    const guest = guestOf(context, kind);
    guest.firewall ??= emptyFirewall();
    return guest.firewall;
  };

function rulesOf(scope: ScopeOf): RuleList {
  return {
    read: (context) => scope(context).rules,
    write(context, rules) {
      scope(context).rules = rules;
    },
  };
}

/** What is so until somebody says otherwise, where reads show it. */
function optionHandlers(base: string, scope: ScopeOf, defaults: Record<string, unknown>): Handlers {
  return {
    [`GET ${base}/options`]: (context) => {
      const { options } = scope(context);
      return { ...defaults, ...options, digest: digestOf(options) };
    },
    [`PUT ${base}/options`]: (context) => {
      const { options } = scope(context);
      checkDigest(context, digestOf(options));
      const known = context.endpoint.parameters.properties ?? {};
      for (const key of splitList(context.values["delete"])) {
        if (!(key in known)) throw parameterFault({ delete: `no such option '${key}'` });
        delete options[key];
      }
      const steering = ["delete", "digest", "node", "vmid", "vnet"];
      Object.assign(options, sectionFrom(context.values, steering));
    },
  };
}

/** Nobody's packets are logged here: what a node answers before its first line. */
function log(context: Context): unknown {
  return pageOfLines(context, ["unable to open file - No such file or directory"]);
}

interface Reference {
  type: "alias" | "ipset";
  name: string;
  ref: string;
  scope: "dc" | "guest";
  comment?: string;
}

function references(scope: FirewallScope, name: Reference["scope"]): Reference[] {
  return [
    ...[...scope.sets].map(([set, { comment }]) => ({
      type: "ipset" as const,
      name: set,
      ref: `+${set}`,
      scope: name,
      ...(comment !== undefined && { comment }),
    })),
    ...[...scope.aliases].map(([alias, { comment }]) => ({
      type: "alias" as const,
      name: alias,
      ref: alias,
      scope: name,
      ...(comment !== undefined && { comment }),
    })),
  ];
}

/** What a rule of this scope may name. */
function refs(context: Context, own?: FirewallScope): Reference[] {
  const type = context.optional("type");
  const all = [
    ...references(clusterScope(context), "dc"),
    ...(own ? references(own, "guest") : []),
  ];
  return all.filter((reference) => type === undefined || reference.type === type);
}

const MACROS: Record<string, string> = {
  Ceph: "Ceph Storage Cluster",
  DHCPfwd: "Forwarded DHCP",
  DNS: "Domain Name System",
  FTP: "File Transfer Protocol",
  HTTP: "Web, unencrypted",
  HTTPS: "Web over TLS",
  IMAPS: "Mail access over TLS",
  LDAPS: "Directory access over TLS",
  MySQL: "MySQL and MariaDB",
  NTP: "Network Time Protocol",
  Ping: "ICMP echo",
  PostgreSQL: "PostgreSQL",
  RDP: "Remote Desktop",
  SMB: "Windows file sharing",
  SMTP: "Mail transfer",
  SNMP: "Network management",
  SSH: "Secure shell",
  Syslog: "Remote logging",
  VNC: "VNC displays",
  Web: "HTTP and HTTPS",
};

const groups: RuleList = {
  read({ state, text }) {
    const group = state.firewall.groups.get(text("group"));
    if (!group) throw fault(`no such security group '${text("group")}'`);
    return group.rules;
  },
  write({ state, text }, rules) {
    const group = state.firewall.groups.get(text("group"));
    if (group) group.rules = rules;
  },
};

function listGroups({ state }: Context): unknown[] {
  const digest = digestOf([...state.firewall.groups.keys()]);
  return [...state.firewall.groups].map(([group, { comment }]) => ({
    group,
    ...(comment !== undefined && { comment }),
    digest,
  }));
}

function createGroup({ state, text, optional }: Context): void {
  const name = text("group");
  const known = state.firewall.groups;
  const comment = optional("comment");
  const facts = comment === undefined ? {} : { comment };
  const rename = optional("rename");
  if (rename === undefined) {
    if (known.has(name)) throw parameterFault({ group: `Security group '${name}' already exists` });
    known.set(name, { rules: [], ...facts });
    return;
  }
  const renamed = known.get(rename);
  if (!renamed) throw parameterFault({ group: `Security group '${rename}' does not exist` });
  if (rename !== name && known.has(name)) {
    throw parameterFault({ group: `Security group '${name}' does already exist` });
  }
  known.delete(rename);
  known.set(name, { ...renamed, ...facts });
}

function deleteGroup(context: Context): void {
  const name = context.text("group");
  if (groups.read(context).length > 0) throw fault(`Security group '${name}' is not empty`);
  context.state.firewall.groups.delete(name);
}

const CLUSTER = "/cluster/firewall";
const NODE = "/nodes/{node}/firewall";
const VNET = "/cluster/sdn/vnets/{vnet}/firewall";

function guestHandlersOf(kind: Kind): Handlers {
  const base = `/nodes/{node}/${kind}/{vmid}/firewall`;
  const scope = guestScope(kind);
  return {
    ...aliasHandlers(base, scope),
    ...ipSetHandlers(base, scope),
    ...ruleHandlers(`${base}/rules`, rulesOf(scope)),
    ...optionHandlers(base, scope, {}),
    [`GET ${base}/refs`]: (context) => refs(context, scope(context)),
    [`GET ${base}/log`]: (context) => {
      guestOf(context, kind);
      return log(context);
    },
  };
}

export const firewallHandlers: Handlers = {
  ...aliasHandlers(CLUSTER, clusterScope),
  ...ipSetHandlers(CLUSTER, clusterScope),
  ...ruleHandlers(`${CLUSTER}/rules`, rulesOf(clusterScope)),
  ...ruleHandlers(`${CLUSTER}/groups/{group}`, groups),
  ...optionHandlers(CLUSTER, clusterScope, { enable: 0 }),
  [`GET ${CLUSTER}/groups`]: listGroups,
  [`POST ${CLUSTER}/groups`]: createGroup,
  [`DELETE ${CLUSTER}/groups/{group}`]: deleteGroup,
  [`GET ${CLUSTER}/refs`]: (context) => refs(context),
  [`GET ${CLUSTER}/macros`]: () =>
    Object.entries(MACROS).map(([macro, descr]) => ({ macro, descr })),
  ...ruleHandlers(`${NODE}/rules`, rulesOf(nodeScope)),
  ...optionHandlers(NODE, nodeScope, {}),
  [`GET ${NODE}/log`]: log,
  ...ruleHandlers(`${VNET}/rules`, rulesOf(vnetScope)),
  ...optionHandlers(VNET, vnetScope, {}),
  ...Object.assign({}, ...KINDS.map(guestHandlersOf)),
};
