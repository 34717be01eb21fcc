const NO_HEADERS = "no tool of ours wants an argument in a header too (x-mcp-header)";

/** What doesn't apply to this server, by the suite's name of a check, each with the reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "sep-2243-server-no-xmcp-tool": NO_HEADERS,
  "sep-2243-server-decode-base64": NO_HEADERS,
  "sep-2243-server-validate-param-match": NO_HEADERS,
  "sep-2243-server-reject-invalid-param-chars": NO_HEADERS,
  "sep-2243-server-reject-param-mismatch": NO_HEADERS,
  "sep-2575-server-sends-prompts-list-changed-on-subscription": "our prompts never change",
};

/** Scenarios of the suite that belong to no revision, each with the reason why they aren't run. */
export const EXTENSIONS: Readonly<Record<string, string>> = {
  "sep-2640-skills": "skills ship in the package, not over the protocol",
  tasks: "io.modelcontextprotocol/tasks isn't announced; a task of Proxmox is told by its UPID",
};
