import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { writeAtomically } from "../src/kit/atomic-write.js";
import type { GeneratedFile } from "./emitter.js";
import { UserError } from "./user-error.js";

/** What a run would change: paths from the root. */
export interface Changes {
  written: string[];
  removed: string[];
}

/** Compares what was emitted with what is there. Texts are whole files from here on. */
export function plan(
  root: string,
  emitted: readonly GeneratedFile[],
  /** Folders in which every file is generated: what is there and wasn't emitted goes. */
  owned: readonly string[],
): { files: Map<string, string>; changes: Changes } {
  const files = new Map<string, string>();
  for (const file of emitted) files.set(file.path, wholeText(root, file, files));
  const written = [...files].filter(([path, text]) => read(root, path) !== text);
  const removed = owned
    .flatMap((folder) => filesUnder(root, folder))
    .filter((path) => !files.has(path));
  return {
    files,
    changes: { written: written.map(([path]) => path).sort(), removed: removed.sort() },
  };
}

/** Makes it so. */
export function apply(root: string, files: ReadonlyMap<string, string>, changes: Changes): void {
  for (const path of changes.written) writeAtomically(join(root, path), files.get(path) ?? "");
  for (const path of changes.removed) rmSync(join(root, path));
}

function wholeText(root: string, file: GeneratedFile, files: ReadonlyMap<string, string>): string {
  if (file.marker === undefined) return file.text;
  const around = files.get(file.path) ?? read(root, file.path) ?? "";
  const [start, end] = [`<!-- generated:${file.marker} -->`, `<!-- /generated:${file.marker} -->`];
  const [from, to] = [around.indexOf(start), around.indexOf(end)];
  if (from < 0 || to < from) throw new UserError(`${file.path} has no ${start} … ${end}`);
  return `${around.slice(0, from + start.length)}\n${file.text.trim()}\n${around.slice(to)}`;
}

function read(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
