import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { brokenLinks } from "./links.js";
import { serve } from "./serve.js";

const SITE = join(ROOT, "site/dist");
const BROWSER = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/** Where pictures of the pages are put, for a look. */
const PICTURES = process.env["DOCS_PICTURES"];

const run = (...args: string[]) =>
  execFileSync(process.execPath, ["--import", "tsx", ...args], { cwd: ROOT, encoding: "utf8" });

beforeAll(() => void run("site/build.ts"));

describe("the site", () => {
  it("has no link that leads nowhere", () => {
    expect(brokenLinks(SITE)).toEqual([]);
  });

  it("shows a session as the demo is today", () => {
    expect(run("tests/demo/record.ts", "--check")).toContain("up to date");
  });
});

// Debian's Chromium; elsewhere the site is built and its links are checked
describe.skipIf(!existsSync(BROWSER))("in a browser", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    site = await serve(SITE);
    browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Opens a page, looks at it, and returns what its console complained about. */
  async function visit(path: string, viewport: typeof PHONE, look: (page: Page) => Promise<void>) {
    const complaints: string[] = [];
    const page = await browser.newPage({ viewport, reducedMotion: "reduce" });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} isn't there`));
    await page.goto(`${site.url}${path}`, { waitUntil: "load" });
    await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
    await look(page);
    if (PICTURES !== undefined) {
      const name = `${path.replaceAll("/", "_")}-${viewport.width}.png`;
      await page.screenshot({ path: join(PICTURES, name) });
    }
    await page.close();
    return complaints;
  }

  const PAGES = [
    "/",
    "/guide",
    "/settings",
    "/clients/vscode",
    "/tools/",
    "/tools/proxmox_guest_snapshot",
    "/api/",
    "/api/guests",
    "/changes/",
    "/changes/8.4-to-9.0",
    "/troubleshooting",
    "/library",
  ];

  it.each(PAGES)(
    "%s: a heading, nothing to complain about, no wider than its screen",
    async (path) => {
      for (const viewport of [DESK, PHONE]) {
        const complaints = await visit(path, viewport, async (page) => {
          expect(await page.locator("h1").first().innerText()).not.toBe("");
          const width = await page.evaluate("document.documentElement.scrollWidth");
          expect(width).toBeLessThanOrEqual(viewport.width);
        });
        expect(complaints).toEqual([]);
      }
    },
  );

  it("finds a tool by a part of its name", async () => {
    const complaints = await visit("/", DESK, async (page) => {
      await page.locator(".VPNavBarSearch button").first().click();
      await page.locator("#localsearch-input").fill("guest_snapshot");
      const first = page.locator("#localsearch-list a").first();
      await first.waitFor();
      expect(await first.getAttribute("href")).toMatch(/^\/tools\/proxmox_guest_snapshot(#|$)/);
    });
    expect(complaints).toEqual([]);
  });

  it("reads well on a phone: arguments of a tool are as wide as the screen allows", async () => {
    await visit("/tools/proxmox_guest_snapshot", PHONE, async (page) => {
      const items = page.locator(".vp-doc li");
      expect(await items.count()).toBeGreaterThan(10);
      for (const item of await items.all()) {
        const box = await item.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
      }
    });
  });
});
