import type { ToolError } from "./errors.js";

/** Shipped beside the program; each entry is a heading there. */
export const TROUBLESHOOTING = "docs/troubleshooting.md";

interface Rule {
  /** The heading's anchor. */
  entry: string;
  codes: readonly string[];
  /** What the message or the hint must also say. */
  says?: RegExp;
  status?: readonly number[];
}

/** Which entry explains an error; the first that fits. */
const RULES: readonly Rule[] = [
  {
    entry: "only-rootpam-may-do-this",
    codes: ["login", "permission"],
    says: /only root|root@pam/i,
  },
  { entry: "api-tokens-are-refused", codes: ["login", "permission"], says: /API token/ },
  { entry: "a-privilege-is-missing", codes: ["permission"] },
  { entry: "a-second-factor-is-asked-for", codes: ["authentication"], says: /second factor/ },
  { entry: "the-login-is-refused", codes: ["authentication"] },

  { entry: "the-guest-isnt-there", codes: ["not_found"], says: /guest \d+|Configuration file '/ },
  { entry: "something-isnt-there", codes: ["not_found"] },
  { entry: "changed-in-the-meantime", codes: ["conflict"], says: /digest/ },
  {
    entry: "the-guest-agent-doesnt-answer",
    codes: ["conflict"],
    says: /guest agent|qemu-guest-agent/,
  },
  { entry: "the-state-forbids-it", codes: ["conflict"] },
  { entry: "something-is-locked", codes: ["locked"] },
  { entry: "the-release-doesnt-have-it", codes: ["unsupported"] },
  { entry: "proxmox-refuses-a-parameter", codes: ["parameters", "validation"] },
  { entry: "a-node-cant-be-reached", codes: ["node_unreachable"] },
  { entry: "the-server-is-restarting", codes: ["server"], status: [502, 503] },
  { entry: "proxmox-reports-an-error", codes: ["server"] },

  { entry: "no-tls-at-this-address", codes: ["tls"], says: /plain HTTP/ },
  { entry: "the-certificate-changed", codes: ["tls"], says: /pinned is|changed/ },
  { entry: "the-certificate-isnt-trusted", codes: ["tls"] },
  { entry: "no-connection", codes: ["connection"] },
  { entry: "no-answer-in-time", codes: ["timeout"] },
  { entry: "cancelled", codes: ["cancelled"] },
  { entry: "something-else-answers", codes: ["unexpected_answer"] },
  { entry: "the-answer-is-too-large", codes: ["too_large"] },

  { entry: "running-a-program-in-a-container", codes: ["kind"], says: /pct (exec|push)/ },
  {
    entry: "a-program-over-ssh-doesnt-start",
    codes: ["ssh_missing", "host_key", "ssh_login", "unreachable", "not_started", "dropped"],
  },
  { entry: "a-console-shows-nothing", codes: ["console"] },
  { entry: "a-containers-network", codes: ["kind"], says: /addresses/ },
  { entry: "vms-and-containers-differ", codes: ["kind"] },

  { entry: "the-task-failed", codes: ["task"] },
  { entry: "a-setting-is-wrong", codes: ["settings"] },
  { entry: "the-audit-file-cant-be-written", codes: ["audit"] },
  { entry: "it-is-out-of-scope", codes: ["scope"] },
  { entry: "the-access-tier-forbids-it", codes: ["access", "door"] },
  { entry: "the-user-has-to-agree", codes: ["declined", "unanswered", "confirmation"] },
  { entry: "the-tool-isnt-listed", codes: ["tool", "excluded"] },
  {
    entry: "arguments-that-dont-fit",
    codes: ["arguments", "endpoint", "prompt", "refused", "resource"],
  },
  { entry: "something-unexpected", codes: ["internal"] },
];

/** `proxmox://help/…`: the resource that explains an error at length. */
export function seeAlso({ code, message, hint, details }: ToolError): string | undefined {
  const text = `${message} ${hint ?? ""}`;
  const rule = RULES.find(
    ({ codes, says, status }) =>
      codes.includes(code) &&
      (says?.test(text) ?? true) &&
      (status?.includes(Number(details["status"])) ?? true),
  );
  return rule && helpUri(rule.entry);
}

/** The resource that holds an entry. */
export function helpUri(entry: string): string {
  return `proxmox://help/${entry}`;
}

/** All entries that an error may name. */
export function troubleshootingEntries(): string[] {
  return RULES.map(({ entry }) => entry);
}
