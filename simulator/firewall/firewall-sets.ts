import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { digestOf } from "../support/random.js";
import { checkDigest } from "../support/sections.js";
import type { FirewallScope, IpSet } from "./firewall-state.js";

type ScopeOf = (context: Context) => FirewallScope;
type Entry = Record<string, unknown>;

function comment({ comment: text }: { comment?: string }): Entry {
  return text === undefined ? {} : { comment: text };
}

function ipVersion(cidr: string): 4 | 6 {
  return cidr.includes(":") ? 6 : 4;
}

/** Names for addresses. */
export function aliasHandlers(base: string, scope: ScopeOf): Handlers {
  const require = (context: Context) => {
    const { aliases } = scope(context);
    const name = context.text("name").toLowerCase();
    const alias = aliases.get(name);
    if (!alias) throw parameterFault({ name: "no such alias" });
    return { aliases, name, alias };
  };
  const exists = (name: string) => parameterFault({ name: `alias '${name}' already exists` });
  return {
    [`GET ${base}/aliases`]: (context) => {
      const { aliases } = scope(context);
      const digest = digestOf([...aliases]);
      return [...aliases].map(([name, alias]) => ({
        name,
        cidr: alias.cidr,
        ...comment(alias),
        ipversion: ipVersion(alias.cidr),
        digest,
      }));
    },
    [`POST ${base}/aliases`]: (context) => {
      const { aliases } = scope(context);
      const name = context.text("name").toLowerCase();
      if (aliases.has(name)) throw exists(context.text("name"));
      const text = context.optional("comment");
      aliases.set(name, {
        cidr: context.text("cidr"),
        ...(text !== undefined && { comment: text }),
      });
    },
    [`GET ${base}/aliases/{name}`]: (context) => {
      const { name, alias } = require(context);
      return { name, cidr: alias.cidr, ...comment(alias), ipversion: ipVersion(alias.cidr) };
    },
    [`PUT ${base}/aliases/{name}`]: (context) => {
      const { aliases, name, alias } = require(context);
      checkDigest(context, digestOf([...aliases]));
      const text = context.optional("comment");
      const changed = {
        ...alias,
        cidr: context.text("cidr"),
        ...(text !== undefined && { comment: text }),
      };
      const rename = context.optional("rename")?.toLowerCase();
      if (rename === undefined || rename === name) {
        aliases.set(name, changed);
        return;
      }
      if (aliases.has(rename)) throw exists(rename);
      aliases.delete(name);
      aliases.set(rename, changed);
    },
    [`DELETE ${base}/aliases/{name}`]: (context) => {
      const { aliases, name } = require(context);
      aliases.delete(name);
    },
  };
}

/** Sets of addresses and networks. */
export function ipSetHandlers(base: string, scope: ScopeOf): Handlers {
  return { ...setHandlers(base, scope), ...entryHandlers(base, scope) };
}

function requireSet(context: Context, scope: ScopeOf): IpSet {
  const set = scope(context).sets.get(context.text("name").toLowerCase());
  if (!set) throw fault(`no such IPSet '${context.text("name")}'`);
  return set;
}

function entries({ entries: all }: IpSet): Entry[] {
  const digest = digestOf([...all]);
  return [...all].map(([cidr, entry]) => ({ cidr, ...entry, digest }));
}

function setHandlers(base: string, scope: ScopeOf): Handlers {
  return {
    [`GET ${base}/ipset`]: (context) => {
      const { sets } = scope(context);
      const digest = digestOf([...sets.keys()]);
      return [...sets].map(([name, set]) => ({ name, ...comment(set), digest }));
    },
    [`POST ${base}/ipset`]: (context) => {
      const { sets } = scope(context);
      const name = context.text("name").toLowerCase();
      const text = context.optional("comment");
      const rename = context.optional("rename")?.toLowerCase();
      if (rename !== undefined) {
        const known = sets.get(rename);
        if (!known) throw parameterFault({ name: `IPSet '${rename}' does not exist` });
        if (rename !== name && sets.has(name)) {
          throw parameterFault({ name: `IPSet '${name}' does already exist` });
        }
        sets.delete(rename);
        sets.set(name, { ...known, ...(text !== undefined && { comment: text }) });
        return;
      }
      if (sets.has(name)) throw parameterFault({ name: `IPSet '${name}' already exists` });
      sets.set(name, { entries: new Map(), ...(text !== undefined && { comment: text }) });
    },
    [`DELETE ${base}/ipset/{name}`]: (context) => {
      const set = requireSet(context, scope);
      if (set.entries.size > 0 && !context.flag("force")) {
        throw fault(`IPSet '${context.text("name")}' is not empty`);
      }
      scope(context).sets.delete(context.text("name").toLowerCase());
    },
  };
}

function entryHandlers(base: string, scope: ScopeOf): Handlers {
  const requireEntry = (context: Context) => {
    const set = requireSet(context, scope);
    const cidr = context.text("cidr");
    const entry = set.entries.get(cidr);
    if (!entry) throw parameterFault({ cidr: "no such IP/Network" });
    return { set, cidr, entry };
  };
  const facts = ({ optional, flag }: Context) => {
    const text = optional("comment");
    return {
      ...(text !== undefined && { comment: text }),
      ...(flag("nomatch") && { nomatch: 1 as const }),
    };
  };
  return {
    [`GET ${base}/ipset/{name}`]: (context) => entries(requireSet(context, scope)),
    [`POST ${base}/ipset/{name}`]: (context) => {
      const set = requireSet(context, scope);
      const cidr = context.text("cidr");
      if (set.entries.has(cidr)) throw parameterFault({ cidr: `address '${cidr}' already exists` });
      if (cidr.endsWith("/0")) {
        throw parameterFault({ cidr: "a zero prefix is not allowed in ipset entries" });
      }
      set.entries.set(cidr, facts(context));
    },
    [`GET ${base}/ipset/{name}/{cidr}`]: (context) => {
      const { set, cidr } = requireEntry(context);
      return entries(set).find((entry) => entry["cidr"] === cidr);
    },
    [`PUT ${base}/ipset/{name}/{cidr}`]: (context) => {
      const { set, cidr } = requireEntry(context);
      checkDigest(context, digestOf([...set.entries]));
      set.entries.set(cidr, facts(context));
    },
    [`DELETE ${base}/ipset/{name}/{cidr}`]: (context) => {
      const { set, cidr } = requireEntry(context);
      checkDigest(context, digestOf([...set.entries]));
      set.entries.delete(cidr);
    },
  };
}
