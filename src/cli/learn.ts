import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../kit/atomic-write.js";
import type { Client, Version } from "../pve/wire/client.js";
import { parseApidoc } from "../schema/apidoc.js";
import type { Api } from "../schema/model.js";
import { normalise, printApi } from "../schema/normalise.js";

/** Where every node keeps the description of its own API. */
const APIDOC = "/pve-docs/api-viewer/apidoc.js";

/**
 * Learns a release from the node that runs it, once: the facts are kept in `folder`, by version,
 * build and host, without the vendor's sentences. What one cluster says of itself never describes
 * another.
 *
 * @param host as the connection names it
 */
export async function learnApi(
  client: Pick<Client, "document">,
  { version, repoid, release }: Version,
  folder: string,
  host: string | readonly string[],
): Promise<Api> {
  const place = createHash("sha256").update(JSON.stringify(host)).digest("hex").slice(0, 16);
  const file = join(folder, `pve-${safe(version)}-${safe(repoid)}-${place}.json`);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as Api;
  const { tree } = parseApidoc(await client.document(APIDOC));
  const { api } = normalise(tree, { release });
  try {
    writeAtomically(file, printApi(api), { mode: 0o600, folderMode: 0o700 });
  } catch {
    // it is learnt again at the next start
  }
  return api;
}

/** The node says them, and they become part of a file's name. */
function safe(text: string): string {
  return text.replace(/[^\w.-]/g, "_");
}
