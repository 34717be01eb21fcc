import type { Change, ChangeClass } from "./change.js";

/** What is said of one kind of change. */
interface ChangeRule {
  title: string;
  /** Which class it has, and why. */
  why: string;
}

/** `parameters-pattern`: the part, and what changed in it. */
export function ruleOf({ part, what }: Pick<Change, "part" | "what">): string {
  return `${part}-${what}`;
}

export function ruleText(rule: string): ChangeRule {
  return CHANGE_RULES[rule] ?? CHANGE_RULES[rule.replace(/-.*/, "-keyword")] ?? UNKNOWN;
}

const UNKNOWN: ChangeRule = {
  title: "Something else changed",
  why: "Nothing is known of this keyword: look.",
};

const NARROWED =
  "Breaking where a value that was taken is refused now, additive where more is taken, text where the same is.";

/** How each kind of change is judged; `src/schema/diff*.ts` decides by these. */
export const CHANGE_RULES: Readonly<Record<string, ChangeRule>> = {
  "endpoint-added": {
    title: "An endpoint came",
    why: "Additive: nobody could call it before.",
  },
  "endpoint-removed": {
    title: "An endpoint went",
    why: "Breaking: calls of it are refused.",
  },
  "endpoint-renamed": {
    title: "An endpoint has another path",
    why: "Breaking where the old path is refused; text where only a name in braces changed, which nobody sends.",
  },
  "endpoint-permissions": {
    title: "Other privileges are needed",
    why: "Breaking where a caller who was allowed may be refused; additive where fewer are needed.",
  },
  "endpoint-allowtoken": {
    title: "API tokens are treated otherwise",
    why: "Breaking where tokens are refused now.",
  },
  "endpoint-name": { title: "Its method has another name", why: "Text: no request has it." },
  "endpoint-text": { title: "Proxmox's words changed", why: "Text: the call is the same." },
  "endpoint-proxyto": {
    title: "It runs on another node",
    why: "Attention: the same request may meet another node.",
  },
  "endpoint-protected": {
    title: "It runs in another process",
    why: "Attention: the same request runs with other rights on the node.",
  },
  "endpoint-download_allowed": {
    title: "Downloads are treated otherwise",
    why: "Attention: the answer may be a file.",
  },
  "endpoint-expose_credentials": {
    title: "Credentials are passed on otherwise",
    why: "Attention: the request's login may reach other code.",
  },
  "endpoint-keyword": {
    title: "A fact of the endpoint changed",
    why: "Attention: the request is taken, and may do something else.",
  },
  "parameters-added": {
    title: "A parameter came",
    why: "Breaking where it is required: calls without it are refused. Additive otherwise.",
  },
  "parameters-removed": {
    title: "A parameter went",
    why: "Breaking: calls with it are refused.",
  },
  "parameters-renamed": {
    title: "A parameter has another name",
    why: "Breaking: calls with the old name are refused; text in a path, where no request has the name.",
  },
  "parameters-optional": {
    title: "It must be given, or need not",
    why: "Breaking where it must be given now. For a parameter of several types it counts whether one of them can go without.",
  },
  "parameters-enum": {
    title: "Other values are taken",
    why: `${NARROWED} Their order is nothing.`,
  },
  "parameters-format": {
    title: "Another format holds",
    why: `${NARROWED} A format replaced by the rule that it stood for is text.`,
  },
  "parameters-pattern": {
    title: "Another pattern holds",
    why: `${NARROWED} Texts drawn from both patterns are tried on both.`,
  },
  "parameters-minLength": { title: "Shorter texts are treated otherwise", why: NARROWED },
  "parameters-maxLength": { title: "Longer texts are treated otherwise", why: NARROWED },
  "parameters-minimum": { title: "Smaller numbers are treated otherwise", why: NARROWED },
  "parameters-maximum": { title: "Larger numbers are treated otherwise", why: NARROWED },
  "parameters-type": {
    title: "It has another type",
    why: "Breaking where values of the old type are refused: over the wire all but lists are texts, and integers are numbers.",
  },
  "parameters-requires": {
    title: "It needs another parameter",
    why: "Breaking where a call without that one is refused now.",
  },
  "parameters-additionalProperties": {
    title: "Undeclared parameters are treated otherwise",
    why: "Breaking where they are refused now.",
  },
  "parameters-alias": {
    title: "A second spelling of a key changed",
    why: "Breaking where it is no longer taken.",
  },
  "parameters-keyAlias": {
    title: "A second spelling of a key means something else",
    why: "Attention: the value is taken, and may mean something else.",
  },
  "parameters-default_key": {
    title: "A value may stand without its key, or not",
    why: "Breaking where the key is needed now.",
  },
  "parameters-default": {
    title: "Another value is meant where none is given",
    why: "Attention: the same call does something else.",
  },
  "parameters-instance-types": {
    title: "It belongs to other types",
    why: "Breaking where a type that had it has it no longer.",
  },
  "parameters-text": { title: "Proxmox's words changed", why: "Text: the same is taken." },
  "parameters-keyword": {
    title: "A fact of a parameter changed",
    why: "Attention: nothing is known of what it means.",
  },
  "returns-added": {
    title: "A field came",
    why: "Additive: readers of the others see no difference.",
  },
  "returns-removed": {
    title: "A field went",
    why: "Breaking: who reads it finds nothing.",
  },
  "returns-type": {
    title: "A field has another type",
    why: "Breaking where it had one before: who reads it gets something else.",
  },
  "returns-optional": {
    title: "A field may be missing, or not",
    why: "Attention where it may be missing now.",
  },
  "returns-text": { title: "Proxmox's words changed", why: "Text: the answer is the same." },
  "returns-keyword": {
    title: "More is said of a field",
    why: "Additive: Proxmox doesn't hold its answers against it.",
  },
};

/** A class that an operator gives to all changes of a rule. */
export interface Severity {
  rule: string;
  class: ChangeClass;
  reason: string;
}

export function withSeverities(
  changes: readonly Change[],
  severities: readonly Severity[],
): { changes: Change[]; unused: Severity[] } {
  const classes = new Map(severities.map(({ rule, class: severity }) => [rule, severity]));
  const used = new Set(changes.map(ruleOf));
  return {
    changes: changes.map((change) => ({
      ...change,
      class: classes.get(ruleOf(change)) ?? change.class,
    })),
    unused: severities.filter(({ rule }) => !used.has(rule)),
  };
}
