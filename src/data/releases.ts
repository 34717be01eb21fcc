import { readdirSync, readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { Api } from "../schema/model.js";
import { compareReleases } from "../schema/releases.js";
import { bundled, dataPath, readData } from "./files.js";

/** One compressed file with every release, written by the build. */
export const PACK = "schemas.br";

let texts: Map<string, () => string> | undefined;
const apis = new Map<string, Api>();

/** The releases whose schemas ship, oldest first: `["7.4", …, "9.1"]`. */
export function releases(): string[] {
  return [...schemaTexts().keys()];
}

/** @throws Error when that release doesn't ship; see `nearestRelease` */
export function loadRelease(release: string): Api {
  const loaded = apis.get(release);
  if (loaded) return loaded;
  const text = schemaTexts().get(release);
  if (text === undefined) {
    throw new Error(`no schema for release ${release}; there are ${releases().join(", ")}`);
  }
  const api = JSON.parse(text()) as Api;
  apis.set(release, api);
  return api;
}

export function newestRelease(): string {
  return releases().at(-1) as string;
}

function schemaTexts(): Map<string, () => string> {
  texts ??= bundled ? unpack() : readFolder();
  return texts;
}

function readFolder(): Map<string, () => string> {
  const names = readdirSync(dataPath("schema"))
    .map((file) => /^pve-(\d+\.\d+)\.json$/.exec(file)?.[1])
    .filter((release) => release !== undefined)
    .sort(compareReleases);
  return new Map(names.map((release) => [release, () => readData(`schema/pve-${release}.json`)]));
}

/** The pack: a line of JSON, `[["7.4", bytes], …]`, and then the files one after another. */
function unpack(): Map<string, () => string> {
  const pack = brotliDecompressSync(readFileSync(dataPath(PACK)));
  const start = pack.indexOf("\n") + 1;
  const sizes = JSON.parse(pack.toString("utf8", 0, start)) as [string, number][];
  let end = start;
  return new Map(
    sizes.map(([release, size]) => {
      const begin = end;
      end += size;
      return [release, () => pack.toString("utf8", begin, begin + size)];
    }),
  );
}
