import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { HOME } from "../../codegen/home.js";
import { ROOT } from "../../codegen/root.js";

const [{ files }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  }),
) as [{ files: { path: string }[] }];
const packed = new Set(files.map(({ path }) => path));
const documents = [...packed].filter((path) => path.endsWith(".md"));

/** `[text](target)` and `![text](target)`, outside of code. */
function linksOf(path: string): string[] {
  const text = readFileSync(join(ROOT, path), "utf8").replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** What GitHub makes of headings. */
function anchorsOf(path: string): Set<string> {
  const headings = readFileSync(join(ROOT, path), "utf8").match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, "")
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** Why a link leads nowhere from inside the package; nothing where it leads somewhere. */
function broken(document: string, link: string): string | undefined {
  const ours = new RegExp(`^${HOME}/(?:blob|raw|tree)/main/`);
  const isFull = /^[a-z]+:/.test(link);
  if (isFull && !ours.test(link)) return undefined;
  const [target = "", anchor] = link.replace(ours, "").split("#");
  const path = isFull
    ? target
    : target === ""
      ? document
      : normalize(join(dirname(document), target));
  if (!isFull && !packed.has(path)) return "not in the package, and no full URL";
  if (!existsSync(join(ROOT, path))) return "not in the checkout";
  if (anchor !== undefined && !anchorsOf(path).has(anchor)) return "no such heading";
  return undefined;
}

describe("what the package holds", () => {
  it("has README, and documents that it leads to", () => {
    expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/troubleshooting.md"]));
  });

  it.each(documents)("%s leads somewhere from inside of it", (document) => {
    const dead = linksOf(document).flatMap((link) => {
      const why = broken(document, link);
      return why ? [`${link}: ${why}`] : [];
    });
    expect(dead).toEqual([]);
  });

  it("is told from what it doesn't hold", () => {
    expect(linksOf("README.md").length).toBeGreaterThan(10);
    expect(broken("README.md", "docs/guide.md")).toBe("not in the package, and no full URL");
    expect(broken("README.md", `${HOME}/blob/main/docs/none.md`)).toBe("not in the checkout");
    expect(broken("README.md", "docs/troubleshooting.md#none")).toBe("no such heading");
  });
});
