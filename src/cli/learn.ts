import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Client, Version } from "../pve/wire/client.js";
import { parseApidoc } from "../schema/apidoc.js";
import type { Api } from "../schema/model.js";
import { normalise, printApi } from "../schema/normalise.js";

/** Where every node keeps the description of its own API. */
const APIDOC = "/pve-docs/api-viewer/apidoc.js";

/**
 * Learns a release from the node that runs it, once: the facts are kept in `folder`, by version and
 * build, without the vendor's sentences.
 */
export async function learnApi(
  client: Pick<Client, "document">,
  { version, repoid, release }: Version,
  folder: string,
): Promise<Api> {
  const file = join(folder, `pve-${safe(version)}-${safe(repoid)}.json`);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as Api;
  const { tree } = parseApidoc(await client.document(APIDOC));
  const { api } = normalise(tree, { release });
  // not being able to keep it is no reason not to use it
  await keep(file, printApi(api)).catch(() => undefined);
  return api;
}

async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

/** The node says them, and they become part of a file's name. */
function safe(text: string): string {
  return text.replace(/[^\w.-]/g, "_");
}
