import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Api } from "../src/schema/model.js";
import { compareReleases } from "../src/schema/releases.js";
import { SCHEMA_FOLDER } from "./root.js";
import { UserError } from "./user-error.js";

/** Every imported release of a product, oldest first. */
export function loadApis(product = "pve", folder = SCHEMA_FOLDER): Api[] {
  const name = new RegExp(`^${product}-(\\d+\\.\\d+)\\.json$`);
  const files = readdirSync(folder).filter((file) => name.test(file));
  if (files.length === 0) {
    throw new UserError(`no ${product}-<release>.json in ${folder}: run npm run release first`);
  }
  return files
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Api)
    .sort((a, b) => compareReleases(a.release, b.release));
}

/** @throws UserError that lists the releases there are */
export function pickRelease(apis: readonly Api[], release: string | undefined): Api {
  const picked = release === undefined ? apis.at(-1) : apis.find((api) => api.release === release);
  if (!picked) {
    const known = apis.map((api) => api.release).join(", ");
    throw new UserError(`release ${release} isn't in schema/: there are ${known}`);
  }
  return picked;
}
