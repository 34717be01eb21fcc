import type { ChangeClass } from "../change.js";
import type { Printer } from "./report.js";
import { sentence } from "./sentence.js";

const COMMANDS: Partial<Record<ChangeClass, string>> = { breaking: "error", attention: "warning" };

/** Signs that end a GitHub workflow command. */
function escapeCommand(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Annotations of what is breaking or needs attention. */
export const printGithub: Printer = (changes) =>
  changes
    .flatMap((change) => {
      const command = COMMANDS[change.class];
      const text = escapeCommand(`${change.endpoint} ${sentence(change)}`);
      return command ? [`::${command} title=Proxmox API (${change.class})::${text}\n`] : [];
    })
    .join("");
