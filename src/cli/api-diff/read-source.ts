import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { loadRelease, newestRelease, releases } from "../../data/releases.js";
import { sortKeys } from "../../kit/objects.js";
import { ApidocError, LARGEST_APIDOC, parseApidoc } from "../../schema/apidoc.js";
import { patternsOf, withBoundedPatterns } from "../../schema/bounded-patterns.js";
import { likestRelease } from "../../schema/likest-release.js";
import type { Api } from "../../schema/model.js";
import { normalise } from "../../schema/normalise.js";
import { guessProduct } from "../../schema/product.js";
import { compareReleases } from "../../schema/releases.js";
import { UsageError } from "../command.js";
import { download, type Trust } from "./download.js";
import { readApi } from "./read-api.js";

/** One side of a comparison. */
export interface Source {
  /** What the comparison calls it. */
  name: string;
  api: Api;
}

/**
 * Reads a release, a file, a URL, a node, a git revision, or standard input.
 *
 * @param onNotice gets what isn't understood
 * @throws UsageError that names it and says what is wrong with it
 */
export async function readSource(
  what: string,
  trust: Trust,
  onNotice: (notice: string) => void,
): Promise<Source> {
  if (releases().includes(what)) return { name: what, api: loadRelease(what) };
  const read = await readText(what, trust);
  // an array alone, as programs print it
  const text = read.trimStart().startsWith("[") ? `const apiSchema = ${read}` : read;
  try {
    const known = new Set(releases().flatMap((release) => [...patternsOf(loadRelease(release))]));
    const bounded = (api: Api) => withBoundedPatterns(api, known);
    if (text.startsWith("{")) {
      const api = bounded(readApi(text));
      return { name: what.startsWith("git:") ? `${what} (${api.release})` : api.release, api };
    }
    const { variable, tree } = parseApidoc(text);
    // `apiSchema` is no product's; a tree without a landmark is taken for what the tool is for
    const product = guessProduct(variable, tree) ?? "pve";
    const { api: facts, unknown } = normalise(tree, { release: what, product });
    for (const [keyword, where] of unknown) {
      onNotice(`${what}: ${keyword} isn't understood, first in ${where}`);
    }
    const api = bounded(sortKeys(facts));
    // what a format holds that a description only names depends on its release
    const like = likestRelease(api, releases().map(loadRelease));
    return { name: what, api: { ...api, release: like?.release ?? newestRelease() } };
  } catch (error) {
    if (!(error instanceof ApidocError || error instanceof SyntaxError)) throw error;
    throw new UsageError(`${what}: ${error.message}`);
  }
}

async function readText(what: string, trust: Trust): Promise<string> {
  try {
    if (what === "-") return await readStdin();
    if (what.startsWith("git:")) return await readRevision(what.slice("git:".length));
    if (/^[a-z]+:\/\//i.test(what)) return await download(what, trust);
    const { size } = await stat(what);
    if (size > LARGEST_APIDOC) throw new Error(`larger than ${LARGEST_APIDOC} bytes`);
    return await readFile(what, "utf8");
  } catch (error) {
    const known = releases().join(", ");
    throw new UsageError(`${what} is no release (${known}), and can't be read: ${reason(error)}`);
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** `REV`: the newest release of its folder `schema`; `REV:PATH`: the newest of that folder, or that file. */
async function readRevision(what: string): Promise<string> {
  const colon = what.indexOf(":");
  const revision = colon === -1 ? what : what.slice(0, colon);
  const path = colon === -1 ? "schema" : what.slice(colon + 1);
  if (revision === "" || revision.startsWith("-"))
    throw new Error("expected git:REV or git:REV:PATH");
  if (/\.js(?:on)?$/.test(path)) return git("show", `${revision}:${path}`);
  const names = (await git("ls-tree", "--name-only", `${revision}:${path}`)).split("\n");
  const found = names
    .map((name) => /^pve-(\d+\.\d+)\.json$/.exec(name)?.[1])
    .filter((release) => release !== undefined)
    .sort(compareReleases)
    .at(-1);
  if (found === undefined) throw new Error(`no pve-<release>.json in ${path} of ${revision}`);
  return git("show", `${revision}:${path}/pve-${found}.json`);
}

async function git(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("git", args, {
    cwd: process.cwd(),
    maxBuffer: LARGEST_APIDOC,
  });
  return stdout;
}

function reason(error: unknown): string {
  const { message, cause, stderr } = error as Error & { stderr?: string };
  if (stderr) return stderr.trim().split("\n")[0] ?? message;
  return cause instanceof Error ? cause.message : message;
}
