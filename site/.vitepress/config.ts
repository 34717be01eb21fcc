import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";

const pages = join(import.meta.dirname, "../pages");
const BASE = process.env["DOCS_BASE"] ?? "/";
const HOME = "https://github.com/proxmox-mcp/proxmox-mcp";

function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

export default defineConfig({
  title: "proxmox-mcp",
  description: "An MCP server for Proxmox VE, generated from Proxmox's own API schema",
  base: BASE,
  srcDir: pages,
  outDir: join(import.meta.dirname, "../dist"),
  cleanUrls: true,
  metaChunk: true,
  head: [["link", { rel: "icon", href: `${BASE}icon.png` }]],
  // as GitHub does, so that a link holds in both places
  markdown: { anchor: { slugify } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide" },
      { text: "Tools", link: "/tools/" },
      { text: "API", link: "/api/" },
      { text: "Changes", link: "/changes/" },
    ],
    sidebar: JSON.parse(readFileSync(join(pages, "sidebar.json"), "utf8")),
    outline: [2, 3],
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: HOME }],
    footer: {
      message:
        "MIT licence. Proxmox is a registered trademark of Proxmox Server Solutions GmbH; this project isn't theirs.",
    },
  },
});
