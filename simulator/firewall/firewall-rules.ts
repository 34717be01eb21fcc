import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { Section } from "../state/state.js";
import { digestOf } from "../support/random.js";
import { checkDigest, sectionFrom } from "../support/sections.js";

type Entry = Record<string, unknown>;

/** Where a list of rules is kept, so that it can be read and replaced. */
export interface RuleList {
  read(context: Context): Section[];
  write(context: Context, rules: Section[]): void;
}

const NOT_STORED = ["node", "vmid", "vnet", "group", "pos", "moveto", "digest", "delete"];

function withIpVersion(rule: Section): Section {
  const address = String(rule["source"] ?? rule["dest"] ?? "");
  const isAddress = /^[\d.]+(?:\/\d+)?$|:/.test(address);
  return isAddress ? { ...rule, ipversion: address.includes(":") ? 6 : 4 } : rule;
}

function list(rules: Section[]): Entry[] {
  const digest = digestOf(rules);
  return rules.map((rule, pos) => ({ pos, ...withIpVersion(rule), digest }));
}

function position({ number }: Context, rules: Section[]): number {
  const pos = number("pos") ?? 0;
  if (pos >= rules.length) throw fault(`no rule at position ${pos}`);
  return pos;
}

/** A new rule lands in front, whatever `pos` says, and is off by default. */
function create(context: Context, rules: Section[]): Section[] {
  checkDigest(context, digestOf(rules));
  const rule = { enable: 0, ...sectionFrom(context.values, NOT_STORED) };
  checkRule(context, rule);
  return [rule, ...rules];
}

function update(context: Context, rules: Section[]): Section[] {
  checkDigest(context, digestOf(rules));
  const pos = position(context, rules);
  const moveto = context.number("moveto");
  const rule = rules[pos] ?? {};
  if (moveto !== undefined && moveto !== pos) return move(rules, pos, moveto);
  const changed = { ...rule, ...sectionFrom(context.values, NOT_STORED) };
  for (const key of splitList(context.values["delete"])) delete changed[key];
  checkRule(context, changed);
  return rules.map((other, index) => (index === pos ? changed : other));
}

/** The rule goes in front of what is now at `moveto`. */
function move(rules: Section[], pos: number, moveto: number): Section[] {
  const before = rules.slice(0, moveto).filter((_rule, index) => index !== pos);
  const behind = rules.slice(moveto).filter((_rule, index) => index + moveto !== pos);
  return [...before, rules[pos] ?? {}, ...behind];
}

function remove(context: Context, rules: Section[]): Section[] {
  checkDigest(context, digestOf(rules));
  const pos = position(context, rules);
  return rules.filter((_rule, index) => index !== pos);
}

/** Names that a rule uses must exist. */
function checkRule({ state }: Context, rule: Section): void {
  if (rule["type"] === "group" && !state.firewall.groups.has(String(rule["action"]))) {
    throw parameterFault({ action: `security group '${rule["action"]}' does not exist` });
  }
  if (rule["dport"] !== undefined && rule["proto"] === undefined && rule["macro"] === undefined) {
    throw parameterFault({ proto: "missing property - 'dport' requires this property" });
  }
  if (rule["sport"] !== undefined && rule["proto"] === undefined && rule["macro"] === undefined) {
    throw parameterFault({ proto: "missing property - 'sport' requires this property" });
  }
}

/** The five endpoints of a list of rules; `collection` is where it's listed and added to. */
export function ruleHandlers(collection: string, rules: RuleList): Handlers {
  const change = (how: (context: Context, rules: Section[]) => Section[]) => (context: Context) => {
    rules.write(context, how(context, rules.read(context)));
    return null;
  };
  return {
    [`GET ${collection}`]: (context) => list(rules.read(context)),
    [`POST ${collection}`]: change(create),
    // One rule says its position as text, a list as numbers.
    [`GET ${collection}/{pos}`]: (context) => {
      const all = rules.read(context);
      const pos = position(context, all);
      return { ...list(all)[pos], pos: String(pos) };
    },
    [`PUT ${collection}/{pos}`]: change(update),
    [`DELETE ${collection}/{pos}`]: change(remove),
  };
}
