import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { recogniseRelease } from "../../codegen/recognise.js";
import type { Api } from "../../src/schema/model.js";

const known = loadApis().filter(({ release }) => Number(release) <= 9.1);
const named = (release: string) => known.find((api) => api.release === release) as Api;
const changed = (api: Api): Api => ({ ...api, endpoints: api.endpoints.slice(1) });
const newer = (api: Api): Api => ({
  ...api,
  endpoints: [...api.endpoints, { ...(api.endpoints[0] as Api["endpoints"][0]), path: "/new" }],
});

describe("the release that a description is of", () => {
  it.each<[string, Api, string | undefined, string]>([
    ["the one it is the same as", named("8.4"), undefined, "8.4"],
    ["the one asked for", named("8.4"), "8.4", "8.4"],
    ["a patch of it", changed(named("8.4")), "8.4", "8.4"],
    ["one after the newest", newer(named("9.1")), "9.2", "9.2"],
    ["one between two", changed(named("8.3")), "8.5", ""],
    ["one before the oldest", changed(named("7.4")), "7.3", "7.3"],
  ])("%s", (_, api, asked, release) => {
    const find = () => recogniseRelease(api, known, { asked });
    if (release === "") expect(find).toThrow("this isn't 8.5");
    else expect(find()).toBe(release);
  });

  it.each<[string, Api, string | undefined, string]>([
    ["a newer one under an older name", named("9.1"), "8.0", "this isn't 8.0: 649 of its 649"],
    ["an older one under a newer name", named("8.0"), "9.2", "import it as --pve 8.0"],
    ["one that can't be told", newer(named("9.1")), undefined, "doesn't say its release"],
  ])("refuses %s", (_, api, asked, message) => {
    expect(() => recogniseRelease(api, known, { asked })).toThrow(message);
  });

  it("is the one asked for where that is forced, and where nothing is known", () => {
    expect(recogniseRelease(named("9.1"), known, { asked: "8.0", force: true })).toBe("8.0");
    expect(recogniseRelease(named("9.1"), [], { asked: "8.0" })).toBe("8.0");
  });
});
