import { copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "./artefact.js";

const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** Folders that every image has. */
const FOLDERS = ["dev", "etc/ssl/certs", "home/nonroot", "proc", "root", "tmp", "usr/bin", "bin"];

/**
 * A root file system with what the Dockerfile's first stage needs of its base image: Node, npm and a
 * shell for npm's scripts, all from this machine.
 */
export async function builderRoot(root: string): Promise<void> {
  await emptyRoot(root, "root:x:0:0:root:/root:/bin/sh\n");
  await addProgram(root, process.execPath, "usr/bin/node");
  await addProgram(root, "/bin/sh", "bin/sh");
  await addProgram(root, "/usr/bin/env", "usr/bin/env");
  const npm = join(dirname(process.execPath), "../lib/node_modules/npm");
  cpSync(npm, join(root, "usr/lib/node_modules/npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/bin/npm"));
}

/** And of the second one: Node alone, where distroless images have it. */
export async function runtimeRoot(root: string, node: string): Promise<void> {
  await emptyRoot(root, "nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n");
  await addProgram(root, node, "nodejs/bin/node");
}

async function emptyRoot(root: string, users: string): Promise<void> {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "etc/passwd"), users);
  if (existsSync(CERTIFICATES)) copyFileSync(CERTIFICATES, join(root, CERTIFICATES));
}

/** A program with the libraries that it is linked to. */
async function addProgram(root: string, file: string, place: string): Promise<void> {
  const linked = await command("ldd", [file]);
  const libraries = linked.match(/\/\S+/g) ?? [];
  for (const [from, to] of [[file, place], ...libraries.map((path) => [path, path])]) {
    const target = join(root, to ?? "");
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(from ?? "", target);
  }
}
