import { loadRelease, releases } from "../src/data/releases.js";
import { loadToolList } from "../src/data/tool-list.js";
import { CHANGE_CLASSES } from "../src/schema/change.js";
import { diffApis } from "../src/schema/diff.js";
import { printDiff } from "../src/schema/diff-report/print-diff.js";
import { countChanges } from "../src/schema/diff-report/report.js";
import type { Page } from "./page.js";

/** What changed in the API from each release to the next, newest first, and a page that leads there. */
export function changePages(): Page[] {
  const known = releases();
  const steps = known.slice(1).map((to, index) => comparison(known[index] ?? to, to));
  steps.reverse();
  const rows = steps.map(({ from, to, path, counts }) => {
    const cells = CHANGE_CLASSES.map((name) => counts[name]);
    return `| [${from} to ${to}](/${path.replace(/\.md$/, "")}) | ${cells.join(" | ")} |`;
  });
  const [oldest, newest] = [known[0], known.at(-1)];
  const text = `# What changed between releases of Proxmox VE

Every endpoint, parameter and field of an answer that came, went or changed from one release to the next, compared from the descriptions that Proxmox ships. The tools of this server that a change touches stand beside it.

| releases | ${CHANGE_CLASSES.join(" | ")} |
|---|${CHANGE_CLASSES.map(() => "---:|").join("")}
${rows.join("\n")}

- **breaking**: a call that worked may be refused, or a field of its answer is gone or has another type.
- **attention**: the call still works, but may do or answer something else.
- **additive**: more is possible than before.
- **text**: only Proxmox's words changed, or a rule is written differently.

Any two releases, or your own node against one of them, are compared by the program, where a pipeline can stop at what breaks it:

\`\`\`sh
proxmox-mcp api-diff ${oldest} ${newest}
proxmox-mcp api-diff ${oldest} https://node:8006 --fail-on breaking
proxmox-mcp api-diff --help
\`\`\`
`;
  const pages = steps.map(({ path, from, to, text }) => ({ path, title: `${from} → ${to}`, text }));
  return [{ path: "changes/index.md", title: "Overview", text }, ...pages];
}

function comparison(from: string, to: string) {
  const changes = diffApis(loadRelease(from), loadRelease(to));
  const { tools } = loadToolList();
  const toolsOf = ({ endpoint }: { endpoint: string }) =>
    Object.keys(tools).filter((name) => Object.hasOwn(tools[name]?.endpoints ?? {}, endpoint));
  const text = printDiff(changes, "markdown", { from, to, toolsOf });
  return { from, to, path: `changes/${from}-to-${to}.md`, counts: countChanges(changes), text };
}
