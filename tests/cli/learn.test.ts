import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLearning } from "../../src/cli/learn.js";
import { packageVersion } from "../../src/data/package.js";
import type { Api } from "../../src/schema/model.js";

const tree = (parameters: object) => [
  { path: "/pools", info: { GET: { name: "index", description: "A sentence.", parameters } } },
];
const running = { version: "9.3.1", repoid: "ab/12", release: "9.3" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "learn-"));
});
afterEach(() => rm(folder, { recursive: true }));

function node(parameters: object = {}) {
  const asked: string[] = [];
  const document = async (path: string) => {
    asked.push(path);
    return `const apiSchema = ${JSON.stringify(tree(parameters))};`;
  };
  return { asked, document };
}

/** As the gate does: what is kept, else what the node says. */
async function learn(
  client: ReturnType<typeof node>,
  onNotice?: (notice: string) => void,
): Promise<Api> {
  const learning = createLearning(client, folder, "pve1", onNotice);
  return (await learning.kept(running)) ?? learning.fetch(running);
}

describe("createLearning", () => {
  it("asks once, and keeps the facts by the node's version and ours", async () => {
    const client = node();
    const first = await learn(client);
    expect(await learn(client)).toEqual(first);
    expect(client.asked).toEqual(["/pve-docs/api-viewer/apidoc.js"]);
    const [file = ""] = await readdir(folder);
    expect(file).toMatch(/^pve-9\.3\.1-ab_12-[0-9a-f]{16}-by-/);
    expect(file.endsWith(`-by-${packageVersion()}.json`)).toBe(true);
    expect(await readFile(join(folder, file), "utf8")).not.toContain("sentence");
  });

  it.each([
    ["empty", ""],
    ["cut off", '{"product":"pve","endpoints":[{"pa'],
    ["an empty object", "{}"],
    ["without endpoints", '{"endpoints":[]}'],
    ["of something else", '{"endpoints":[1]}'],
  ])("learns again when the file is %s", async (_, text) => {
    const client = node();
    const first = await learn(client);
    const [file = ""] = await readdir(folder);
    await writeFile(join(folder, file), text);
    expect(await learn(client)).toEqual(first);
    expect(client.asked).toHaveLength(2);
    expect(JSON.parse(await readFile(join(folder, file), "utf8"))).toEqual(first);
  });

  it("keeps no pattern that could hold up the process", async () => {
    const properties = { name: { type: "string", pattern: "(?:a|aa)+", maxLength: 40 } };
    const { endpoints } = await learn(node({ properties }));
    expect(endpoints[0]?.parameters.properties).toEqual({
      name: { type: "string", maxLength: 40 },
    });
  });

  it("passes on what isn't understood", async () => {
    const notices: string[] = [];
    await learn(node({ anyOf: [] }), (notice) => notices.push(notice));
    expect(notices).toEqual([
      "the node's API description: anyOf isn't understood, first in GET /pools",
    ]);
  });
});
