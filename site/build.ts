import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "vitepress";
import { ROOT } from "../codegen/root.js";
import { apiPages } from "./api-pages.js";
import { changePages } from "./change-pages.js";
import { copiedPages } from "./copied-pages.js";
import { homePage } from "./home-page.js";
import { sidebarOf } from "./sidebar.js";
import { toolPages } from "./tool-pages.js";

/** `npm run docs`: writes the pages to `site/pages/`, and the site to `site/dist/`. */
const SITE = join(ROOT, "site");
const PAGES = join(SITE, "pages");

const pages = [homePage(), ...copiedPages(), ...toolPages(), ...apiPages(), ...changePages()];

rmSync(PAGES, { recursive: true, force: true });
for (const { path, text } of pages) {
  const file = join(PAGES, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
mkdirSync(join(PAGES, "public"));
for (const file of ["docs/session.svg", "assets/icon.png"]) {
  copyFileSync(join(ROOT, file), join(PAGES, "public", basename(file)));
}
writeFileSync(join(PAGES, "sidebar.json"), JSON.stringify(sidebarOf(pages)));
await build(SITE);
