import { TOOLSETS } from "../src/tools/define.js";
import type { Page } from "./page.js";
import { toolsOf } from "./tool-pages.js";

export interface SidebarItem {
  text: string;
  link?: string;
  items?: SidebarItem[];
  collapsed?: boolean;
}

const linkOf = ({ path, title }: Page): SidebarItem => ({
  text: title,
  link: `/${path.replace(/(index)?\.md$/, "")}`,
});

/** What stands beside every page. */
export function sidebarOf(pages: readonly Page[]): SidebarItem[] {
  const pick = (...paths: string[]) =>
    paths.flatMap((path) => pages.filter((page) => page.path === `${path}.md`)).map(linkOf);
  const under = (folder: string) =>
    pages.filter(({ path }) => path.startsWith(`${folder}/`)).map(linkOf);
  const tools = TOOLSETS.map((toolset) => ({
    text: toolset,
    collapsed: true,
    items: toolsOf(toolset).map(({ name }) => ({ text: name, link: `/tools/${name}` })),
  }));
  return [
    { text: "Start", items: pick("guide", "settings", "safety", "container", "security") },
    { text: "Clients", collapsed: true, items: [...under("clients"), ...pick("skill")] },
    { text: "Use", items: pick("workflows", "troubleshooting", "skill/proxmox", "support") },
    { text: "Tools", items: [...pick("tools/index"), ...tools] },
    { text: "API coverage", collapsed: true, items: under("api") },
    { text: "What changed in Proxmox", collapsed: true, items: under("changes") },
    { text: "Programs", items: pick("library", "simulator") },
    {
      text: "Project",
      collapsed: true,
      items: pick("architecture", "decisions", "contributing", "changelog"),
    },
  ];
}
