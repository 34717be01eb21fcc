import { defined } from "../kit/defined.js";
import { isSecretName } from "./secret.js";

export type Rule =
  | "missing"
  | "unknown"
  | "type"
  | "minimum"
  | "maximum"
  | "minLength"
  | "maxLength"
  | "enum"
  | "pattern"
  | "format"
  | "requires"
  | "instance"
  | "syntax"
  | "conflict"
  | "release";

/** One thing that is wrong with a request. */
export interface Problem {
  /**
   * The key under which Proxmox's `errors` object tells it: a parameter (`net0`), or an element of
   * an array (`mailto-user[0]`).
   */
  parameter: string;
  /** Where exactly: `net0.tag`. */
  path: string;
  rule: Rule;
  /** What was given; absent for what was left out and for secrets. */
  given?: unknown;
  /** What would fit, in our words. */
  allowed?: string;
  /** The whole text that Proxmox's `errors` object has for {@link parameter}. */
  proxmox: string;
  /** For people and models: names the thing, what was given and what is allowed. */
  message: string;
}

/** What a check knows of a problem before words are put to it. */
export interface Finding {
  path: string;
  rule: Rule;
  given?: unknown;
  allowed?: string;
  /** Proxmox's text for this path alone. */
  text: string;
}

/** Puts words to a finding. */
export function problemOf(finding: Finding): Problem {
  const { path, rule, allowed, text } = finding;
  const given = isSecretName(path) ? undefined : finding.given;
  return {
    parameter: path,
    path,
    rule,
    ...defined({ given, allowed }),
    proxmox: text,
    message: sentence({ path, rule, given, allowed: allowed ?? "" }),
  };
}

type Words = { path: string; given: unknown; allowed: string };

const SENTENCES: Record<Rule, (words: Words) => string> = {
  missing: ({ path, allowed }) => `${path} is required${allowed && `: ${allowed}`}`,
  unknown: ({ path, allowed }) => `${path} is unknown here${allowed && `; ${allowed}`}`,
  type: expected,
  minimum: ({ path, given, allowed }) => `${path} is ${show(given)}; it must be ${allowed}`,
  maximum: ({ path, given, allowed }) => `${path} is ${show(given)}; it must be ${allowed}`,
  minLength: ({ path, allowed }) => `${path} is too short: ${allowed}`,
  maxLength: ({ path, allowed }) => `${path} is too long: ${allowed}`,
  enum: expected,
  pattern: expected,
  format: expected,
  requires: ({ path, allowed }) => `${path} is required ${allowed}`,
  instance: ({ path, allowed }) => `${path} doesn't apply here: ${allowed}`,
  syntax: ({ path, allowed }) => `${path}: ${allowed}`,
  conflict: ({ path, allowed }) => `${path}: ${allowed}`,
  release: ({ allowed }) => allowed,
};

function expected({ path, given, allowed }: Words): string {
  const what = given === undefined ? "isn't valid" : `is ${show(given)}`;
  return `${path} ${what}; expected ${allowed}`;
}

function sentence({ rule, ...words }: Words & { rule: Rule }): string {
  return SENTENCES[rule]({ ...words, path: words.path || "the value" });
}

const LONGEST_SHOWN = 60;

/** A value as a message shows it: quoted text, cut when long. */
export function show(value: unknown): string {
  const text = typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
