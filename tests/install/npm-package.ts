import { writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { type Artefact, command } from "./artefact.js";
import { listGuests } from "./list-guests.js";

/** Pinned: what they find changes with their version. */
const PUBLINT = "publint@0.3.25";
const ATTW = "@arethetypeswrong/cli@0.18.5";

const QUIET = ["--no-audit", "--no-fund", "--silent"];

/** The tarball in an empty folder, started by npx, by another Node where a version is given. */
function onNode(version?: string): Artefact {
  const ran = version ?? process.versions.node;
  return {
    name: `npm package, Node ${ran.split(".")[0]}`,
    check: async ({ folder, tarball }) => {
      writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
      const node = version === undefined ? process.execPath : await installNode(folder, version);
      const path = [dirname(node), process.env["PATH"] ?? ""].join(delimiter);
      const env = { ...process.env, PATH: path };
      await command("npm", ["install", ...QUIET, tarball], { cwd: folder, env });
      const actual = (await command(node, ["--version"])).trim();
      const args = ["--offline", "proxmox-mcp", "--demo"];
      return `${actual}: ${await listGuests({ command: "npx", args, cwd: folder, env: { PATH: path } })}`;
    },
  };
}

/** The npm package `node` holds Node itself. */
export async function installNode(folder: string, version: string): Promise<string> {
  const place = join(folder, "node");
  await command("npm", ["install", ...QUIET, "--prefix", place, `node@${version}`]);
  return join(place, "node_modules/node/bin/node");
}

/** A clone, which `prepare` builds. */
const fromGit: Artefact = {
  name: "npm package from git",
  check: async ({ folder }) => {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await command("npm", ["install", ...QUIET, `git+file://${ROOT}`], { cwd: folder });
    return listGuests({ command: join(folder, "node_modules/.bin/proxmox-mcp"), args: ["--demo"] });
  },
};

const linted: Artefact = {
  name: "publint, attw",
  check: async ({ tarball, folder }) => {
    const cwd = { cwd: folder };
    await command("npx", ["--yes", PUBLINT, "--strict", tarball], cwd);
    // ES modules only: a CommonJS program imports them dynamically
    await command("npx", ["--yes", ATTW, "--profile", "esm-only", tarball], cwd);
    return "nothing found";
  },
};

export const npmPackage: readonly Artefact[] = [
  onNode(),
  onNode("22"),
  onNode("24"),
  fromGit,
  linted,
];
