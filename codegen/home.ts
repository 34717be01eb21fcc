import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.js";

/** package.json: name, version and home of the project are written there alone. */
export const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  name: string;
  version: string;
  description: string;
  license: string;
  homepage: string;
  mcpName: string;
  keywords: string[];
};

export const HOME = PACKAGE.homepage.replace(/#.*$/, "");

/** Without a tag. */
export const IMAGE = HOME.replace("https://github.com/", "ghcr.io/").toLowerCase();

/** What a path in the checkout is put behind where the package doesn't hold that file. */
export const PAGES = `${HOME}/blob/main/`;
