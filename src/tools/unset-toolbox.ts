import { ToolError } from "./errors.js";
import type { Registry } from "./registry.js";
import type { Toolbox } from "./toolbox.js";

/**
 * The toolbox of a server whose settings are wrong: it lists tools, and every call says what is wrong.
 * Of a server that ends at once, most clients show nothing but "connection closed".
 */
export function createUnsetToolbox({ listed }: Registry, problems: readonly string[]): Toolbox {
  const text = problems.join(" ");
  const problem = new ToolError(
    "settings",
    `This server's settings are wrong: ${text}`,
    "Nothing was sent. The user has to correct them and restart the server; `proxmox-mcp check` examines all of them.",
    { problems },
  );
  return {
    listed,
    problem,
    instructions: `This server's settings are wrong, so no tool works: ${text} Tell the user.`,
    session: () => Promise.reject(problem),
    unlisted: () => problem,
    explain: async () => problem,
    redact: (said) => said,
    close: async () => {},
  };
}
