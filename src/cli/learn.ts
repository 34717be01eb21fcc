import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageVersion } from "../data/package.js";
import { loadRelease, newestRelease } from "../data/releases.js";
import { writeAtomically } from "../kit/atomic-write.js";
import { letOthersRun } from "../kit/let-others-run.js";
import { isObject } from "../kit/objects.js";
import type { Client, Version } from "../pve/wire/client.js";
import { APIDOC_PATH, parseApidoc } from "../schema/apidoc.js";
import { patternsOf, withBoundedPatterns } from "../schema/bounded-patterns.js";
import type { Api } from "../schema/model.js";
import { normalise, printApi } from "../schema/normalise.js";
import type { Learning } from "../tools/cluster-release.js";

/**
 * Reads the API as a cluster's node describes it, once for each build: the facts are kept in `folder`,
 * by host, by the node's version and build and by ours, without the vendor's sentences. What one
 * cluster says of itself never describes another. A damaged file is read again.
 *
 * @param host as the connection names it
 * @param onNotice gets what in the description isn't understood
 */
export function createLearning(
  client: Pick<Client, "document">,
  folder: string,
  host: string | readonly string[],
  onNotice: (notice: string) => void = () => undefined,
): Learning {
  const place = createHash("sha256").update(JSON.stringify(host)).digest("hex").slice(0, 16);
  const fileOf = ({ version, repoid }: Version) =>
    join(folder, `pve-${safe(version)}-${safe(repoid)}-${place}-by-${packageVersion()}.json`);
  return {
    kept: async (version) => readApi(await readFile(fileOf(version), "utf8").catch(() => "")),
    async fetch(version) {
      const text = await client.document(APIDOC_PATH);
      // each stretch takes up to a quarter of a second
      const { tree } = parseApidoc(text);
      await letOthersRun();
      const { api: told, unknown } = normalise(tree, { release: version.release });
      await letOthersRun();
      const api = withBoundedPatterns(told, patternsOf(loadRelease(newestRelease())));
      for (const [keyword, where] of unknown) {
        onNotice(`the node's API description: ${keyword} isn't understood, first in ${where}`);
      }
      await letOthersRun();
      try {
        writeAtomically(fileOf(version), printApi(api), { mode: 0o600, folderMode: 0o700 });
      } catch {
        // it is read again at the next start
      }
      return api;
    },
  };
}

/** @returns undefined for a file that is empty, cut off, or something else */
function readApi(text: string): Api | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (!isObject(read) || !Array.isArray(read["endpoints"])) return undefined;
    const isWhole =
      read["endpoints"].length > 0 &&
      read["endpoints"].every((entry) => isObject(entry) && isObject(entry["parameters"]));
    return isWhole ? (read as unknown as Api) : undefined;
  } catch {
    return undefined;
  }
}

/** The node says them, and they become part of a file's name. */
function safe(text: string): string {
  return text.replace(/[^\w.-]/g, "_");
}
