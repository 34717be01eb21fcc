import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../codegen/root.js";
import { blocksOf } from "../docs/markdown.js";

interface Compose {
  services: Record<
    string,
    {
      image: string;
      pull_policy: string;
      read_only: boolean;
      cap_drop: string[];
      security_opt: string[];
      ports?: string[];
      command: string[];
    }
  >;
}

const FIXTURE = "tests/fixtures/compose/compose-spec.json";
// the name that it gives its draft isn't the draft's own
const { $schema: _, ...schema } = JSON.parse(readFileSync(join(ROOT, FIXTURE), "utf8"));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

const read = (text: string): Compose => parse(text, { merge: true });

const files: [string, Compose][] = [
  ["compose.yaml", read(readFileSync(join(ROOT, "compose.yaml"), "utf8"))],
  ...blocksOf("docs/container.md")
    .filter(({ language, text }) => language === "yaml" && text.includes("services:"))
    .map(({ text }): [string, Compose] => ["docs/container.md", read(text)]),
];

it("there is one for a try and one for a cluster of one's own", () => {
  expect(files).toHaveLength(2);
});

describe.each(files)("%s", (_, compose) => {
  it("is what the specification allows", () => {
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it("gives no service more than it needs", () => {
    for (const service of Object.values(compose.services)) {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
    }
  });

  it("asks no registry for an image that isn't ours", () => {
    for (const { image, pull_policy } of Object.values(compose.services)) {
      expect(image).toBe("proxmox-mcp");
      expect(["build", "never"]).toContain(pull_policy);
    }
  });

  it("opens a port without TLS to this machine alone", () => {
    const all = Object.values(compose.services);
    const hasTls = all.some(({ command }) => command.includes("--tls-cert"));
    for (const port of all.flatMap(({ ports = [] }) => ports)) {
      if (!hasTls) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

it("the specification allows not everything", () => {
  expect(validate({ services: { a: { pull_policy: "sometimes" } } })).toBe(false);
});
