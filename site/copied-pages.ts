import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { HOME } from "../codegen/home.js";
import { ROOT } from "../codegen/root.js";
import type { Page } from "./page.js";

/** Documents of the checkout that are pages as they are. */
const DOCUMENTS: readonly (readonly [file: string, page: string, title: string])[] = [
  ["docs/guide.md", "guide.md", "Guide"],
  ["docs/settings.md", "settings.md", "Settings"],
  ["docs/safety.md", "safety.md", "Safety"],
  ["docs/oauth.md", "oauth.md", "Tokens of an authorisation server"],
  ["docs/monitoring.md", "monitoring.md", "Monitoring"],
  ["docs/deploy.md", "deploy.md", "One server for a team"],
  ["docs/container.md", "container.md", "In a container, or as a service"],
  ["SECURITY.md", "security.md", "Security"],
  ["docs/workflows.md", "workflows.md", "Workflows"],
  ["docs/troubleshooting.md", "troubleshooting.md", "Troubleshooting"],
  ["docs/skill.md", "skill.md", "The skill"],
  ["skills/proxmox/SKILL.md", "skill/proxmox.md", "What the skill says"],
  ["docs/library.md", "library.md", "As a library"],
  ["simulator/README.md", "simulator.md", "Simulated cluster"],
  ["docs/architecture.md", "architecture.md", "How it is built"],
  ["docs/decisions.md", "decisions.md", "Decisions"],
  ["CONTRIBUTING.md", "contributing.md", "Working on it"],
  ["CHANGELOG.md", "changelog.md", "Changelog"],
  ["SUPPORT.md", "support.md", "Support"],
];

/** Documents whose place on the site is a generated page. */
const REPLACED: Readonly<Record<string, string>> = {
  "README.md": "/",
  "docs/TOOLS.md": "/tools/",
  "docs/coverage.md": "/api/",
};

/** The documents as pages, their links pointing to pages where there is one. */
export function copiedPages(): Page[] {
  const clients = readdirSync(join(ROOT, "docs/clients"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => {
      const path = `docs/clients/${file}`;
      return [path, `clients/${file}`, clientOf(read(path))] as const;
    });
  const documents = [...DOCUMENTS, ...clients];
  const places = new Map<string, string>(Object.entries(REPLACED));
  for (const [file, page] of documents) places.set(file, `/${page.replace(/\.md$/, "")}`);
  return documents.map(([file, path, title]) => ({
    path,
    title,
    text: withClass(relink(read(file), file, places)),
  }));
}

/** A class by which the style knows tables of words, which a phone shows a cell a line. */
function withClass(text: string): string {
  return text.startsWith("---\n")
    ? text.replace("---\n", "---\npageClass: document\n")
    : `---\npageClass: document\n---\n\n${text}`;
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** `VS Code` of `# proxmox-mcp in VS Code`. */
function clientOf(text: string): string {
  const [, heading = ""] = /^# (.+)$/m.exec(text) ?? [];
  return heading.replace(/^proxmox-mcp in /, "");
}

const LINK = /(?<=\]\()(?<target>[^)\s]+)(?=\))/g;

/** Links between documents become links between pages; to other files, full addresses. */
export function relink(text: string, file: string, places: ReadonlyMap<string, string>): string {
  return text.replace(LINK, (target: string) => {
    const own = target.startsWith(`${HOME}/blob/main/`)
      ? target.slice(`${HOME}/blob/main/`.length)
      : target;
    if (/^(#|[a-z]+:)/.test(own)) return target;
    const [path = "", anchor] = own.split("#");
    const from = own === target ? posix.join(dirname(file), path) : path;
    const place = places.get(from) ?? `${HOME}/blob/main/${from}`;
    return anchor === undefined ? place : `${place}#${anchor}`;
  });
}
