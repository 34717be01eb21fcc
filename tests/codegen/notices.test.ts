import { expect, it } from "vitest";
import { packageFolders } from "../../codegen/notices.js";

it("finds packages within packages and within scopes, each once, and nothing of our own", () => {
  const files = [
    "src/main.ts",
    "node_modules/pino/lib/tools.js",
    "node_modules/pino/pino.js",
    "node_modules/pino/node_modules/safe-stable-stringify/index.js",
    "node_modules/@scope/outer/node_modules/@scope/inner/a/b.js",
  ];
  expect(packageFolders(files)).toEqual([
    "node_modules/@scope/outer/node_modules/@scope/inner",
    "node_modules/pino",
    "node_modules/pino/node_modules/safe-stable-stringify",
  ]);
});
