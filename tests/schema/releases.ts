import { readdirSync, readFileSync } from "node:fs";
import type { Api, Endpoint, EndpointKey } from "../../src/schema/model.js";
import { keyOf } from "../../src/schema/model.js";

const folder = new URL("../../schema/", import.meta.url);

/** Every release in `schema/`, oldest first. */
export const RELEASES: string[] = readdirSync(folder)
  .map((name) => /^pve-(.+)\.json$/.exec(name)?.[1])
  .filter((release) => release !== undefined)
  .sort((a, b) => Number(a) - Number(b));

const read = new Map<string, Api>();

export function readRelease(release: string): Api {
  let api = read.get(release);
  if (!api) {
    api = JSON.parse(readFileSync(new URL(`pve-${release}.json`, folder), "utf8")) as Api;
    read.set(release, api);
  }
  return api;
}

export function endpointOf(release: string, key: EndpointKey): Endpoint {
  const endpoint = readRelease(release).endpoints.find((candidate) => keyOf(candidate) === key);
  if (!endpoint) throw new Error(`${release} has no ${key}`);
  return endpoint;
}
