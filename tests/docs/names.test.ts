import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { SETTINGS, type SettingDefinition } from "../../src/settings/table.js";
import { type ErrorAnswer, type Harness, openToolbox } from "../tools/harness.js";
import { answerOf, toolboxOn } from "../tools/toolbox-on.js";
import { blocksOf } from "./markdown.js";

const DOCUMENTS = [
  "README.md",
  "docs/container.md",
  "docs/guide.md",
  "docs/library.md",
  "docs/safety.md",
  "docs/settings.md",
  "docs/skill.md",
  "docs/troubleshooting.md",
  "docs/workflows.md",
  "skills/proxmox/SKILL.md",
];

const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox();
});

afterAll(() => harness?.close());

describe.each(DOCUMENTS)("%s", (path) => {
  const text = textOf(path);

  it("names only tools that there are", () => {
    const known = Object.keys(loadToolList().tools);
    const named = new Set(
      [...text.matchAll(/\bproxmox_[a-z_]*[a-z]\b(?!\*|_)/g)].map(([name]) => name),
    );
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });

  it("names only actions that the tool before them has", () => {
    const { tools } = loadToolList();
    for (const [all, name = "", action = ""] of text.matchAll(
      /`(proxmox_\w+)`[^`]{0,12}`action: (\w+)`/g,
    )) {
      const listed =
        tools[name]?.variants.elevated ??
        tools[name]?.variants.operate ??
        tools[name]?.variants.read;
      const allowed = listed?.inputSchema.properties["action"]?.enum;
      expect(allowed, all).toContain(action);
    }
  });

  it("names only settings that there are", () => {
    const known: string[] = (SETTINGS as readonly SettingDefinition[]).map(
      ({ variable }) => variable,
    );
    const named = [...text.matchAll(/\bPROXMOX_[A-Z_]+[A-Z]\b/g)].map(([name]) =>
      name.replace(/_FILE$/, ""),
    );
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("docs/troubleshooting.md", () => {
  it("shows the line for a container's shell as the server gives it", async () => {
    const shown = blocksOf("docs/troubleshooting.md")
      .filter(({ language }) => language === "sh")
      .map(({ text }) => text.trim());
    const line = shown.find((text) => text.startsWith("pct exec"));
    const { hint } = await harness.refused("proxmox_guest_exec", {
      vmid: 200,
      command: ["systemctl", "restart", "nginx"],
    });
    expect(line).toBeDefined();
    expect(hint).toContain(line);
  });

  it("shows the command for a fingerprint as the server gives it", async () => {
    const toolbox = toolboxOn(harness.simulator, { tls: { mode: "strict" } });
    const { error } = await answerOf(toolbox, "proxmox_health");
    await toolbox.close();
    const shown = blocksOf("docs/troubleshooting.md").find(({ text }) => text.includes("openssl"));
    expect(shown).toBeDefined();
    expect((error as ErrorAnswer).hint).toContain(shown?.text.trim());
  });
});

describe("skills/proxmox/SKILL.md", () => {
  const text = textOf("skills/proxmox/SKILL.md");

  it("has a name and a description", () => {
    const [, matter = ""] = /^---\n([\s\S]+?)\n---\n/.exec(text) ?? [];
    expect(
      Object.fromEntries(matter.split("\n").map((line) => line.split(/: (.*)/s))),
    ).toMatchObject({
      name: "proxmox",
      description: expect.stringMatching(/^.{50,1024}$/),
    });
  });

  it("is one page", () => {
    expect(text.split("\n").length).toBeLessThan(75);
    expect(Buffer.byteLength(text) / 4).toBeLessThan(1_300);
  });
});

describe("symptoms", () => {
  const text = textOf("docs/troubleshooting.md");

  it.each([
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ECONNREFUSED",
    "ENOTFOUND",
    "ETIMEDOUT",
    "Parameter verification failed",
    "form-encoded",
    "PVEAPIToken=",
    "PVEVMAdmin",
    "HTTP 501",
    "PROXMOX_UPLOAD_DIR",
    "PROXMOX_LOG_LEVEL=debug",
    "systemctl status pveproxy",
    "journalctl -u pveproxy",
    "/var/log/pve/tasks",
    "/nodes/{node}/execute",
    "unmanaged",
    "Known limits",
  ])("are found by %s", (literal) => {
    expect(text).toContain(literal);
  });
});

describe("docs/workflows.md", () => {
  const sections = textOf("docs/workflows.md").split(/^(?=## )/m);

  it.each(sections.filter((section) => section.includes('{"name"')))(
    "names the toolsets of a job",
    (section) => {
      const { tools } = loadToolList();
      const called = [...section.matchAll(/^\{"name": "(\w+)"/gm)].map(([, name = ""]) => name);
      const needed = called.flatMap((name) => (tools[name]?.core ? [] : [tools[name]?.toolset]));
      const [, named = ""] = /[Tt]oolsets? ((?:`\w+`(?:, )?)+)/.exec(section) ?? [];
      expect((named.match(/`\w+`/g) ?? []).sort()).toEqual(
        [...new Set(["core", ...needed])].map((toolset) => `\`${toolset}\``).sort(),
      );
    },
  );
});
