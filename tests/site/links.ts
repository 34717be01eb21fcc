import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Links of the built site that lead to no page, or to no place on it: `/guide → /clients#none`. */
export function brokenLinks(folder: string): string[] {
  const pages = new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".html"))
      .map((file) => [addressOf(file), readFileSync(join(folder, file), "utf8")]),
  );
  const places = new Map([...pages].map(([page, html]) => [page, anchorsOf(html)]));
  return [...pages].flatMap(([page, html]) =>
    linksOf(html).flatMap((link) => {
      const { pathname, hash } = new URL(link, `http://site${page}`);
      const anchors = places.get(decodeURIComponent(pathname));
      const isFile = /\.(svg|png|css|js|woff2)$/.test(pathname);
      const isThere = anchors
        ? hash === "" || anchors.has(decodeURIComponent(hash.slice(1)))
        : isFile;
      return isThere ? [] : [`${page} → ${link}`];
    }),
  );
}

function addressOf(file: string): string {
  return `/${file.replaceAll("\\", "/").replace(/(?<=^|\/)index\.html$|\.html$/, "")}`;
}

function anchorsOf(html: string): Set<string> {
  return new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id));
}

/** The targets of a page's own links; those to elsewhere aren't followed. */
function linksOf(html: string): string[] {
  const targets = [...html.matchAll(/<a\s[^>]*?href="([^"]+)"/g)].map(([, href = ""]) => href);
  return [...new Set(targets)].filter((href) => !/^[a-z]+:/.test(href));
}
