import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
/** A phone and a desk. */
const SCREENS = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
const PATHS = [
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
describe.skipIf(!existsSync(BROWSER)).each(SCREENS)("in a browser, $width wide", (viewport) => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serve>>;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    site = await serve(SITE);
    browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
    page = await browser.newPage({ viewport, reducedMotion: "reduce" });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("response", (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  beforeEach(() => {
    complaints = [];
  });

  async function open(path: string): Promise<void> {
    await page.goto(`${site.url}${path}`);
    await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
  }

  async function keepPicture(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    const file = `${name.replaceAll("/", "_")}-${viewport.width}.png`;
    await page.screenshot({ path: join(PICTURES, file) });
  }

  it.each(PATHS)("%s has a heading, no complaint, and fits", async (path) => {
    await open(path);
    await keepPicture(path);
    expect(await page.locator("h1").first().innerText()).not.toBe("");
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(viewport.width);
    expect(complaints).toEqual([]);
  });

  it("finds a tool by a part of its name", async () => {
    await open("/");
    await page.locator(".VPNavBarSearch button").first().click();
    await page.locator("#localsearch-input").fill("guest_snapshot");
    const first = page.locator("#localsearch-list a").first();
    await first.waitFor();
    await keepPicture("search");
    expect(await first.getAttribute("href")).toMatch(/^\/tools\/proxmox_guest_snapshot(#|$)/);
    expect(complaints).toEqual([]);
  });

  it("shows the arguments of a tool within its width", async () => {
    await open("/tools/proxmox_guest_snapshot");
    const ends = (await page.evaluate(
      "[...document.querySelectorAll('.vp-doc li')].map((item) => item.getBoundingClientRect().right)",
    )) as number[];
    expect(ends.length).toBeGreaterThan(10);
    expect(Math.max(...ends)).toBeLessThanOrEqual(viewport.width);
  });
});
