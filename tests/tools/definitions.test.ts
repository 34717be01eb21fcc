import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";

const { tools } = loadToolList();
const FOLDER = fileURLToPath(new URL("definitions", import.meta.url));

/** So that a change of one tool shows as a change of one file, and others as none. */
it.each(Object.entries(tools))("%s is as it was agreed to be", async (name, record) => {
  await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(
    `${FOLDER}/${name}.snap`,
  );
});

it("has no definition of a tool that is gone", () => {
  const known = Object.keys(tools).map((name) => `${name}.snap`);
  expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
});
