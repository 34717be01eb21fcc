import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { bundleManifest } from "../../../codegen/release/bundle-manifest.js";
import { serverJson } from "../../../codegen/release/server-json.js";
import { ROOT } from "../../../codegen/root.js";

const { version, name, mcpName } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const SHA256 = "0".repeat(64);
const server = serverJson({ file: "a.mcpb", sha256: SHA256 });

/** What the registry's schema of 2025-12-11 demands of the fields that we write. */
const DEMANDS = {
  type: "object",
  required: ["$schema", "name", "description", "version"],
  properties: {
    name: { type: "string", pattern: "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$", maxLength: 200 },
    title: { type: "string", minLength: 1, maxLength: 100 },
    description: { type: "string", minLength: 1, maxLength: 100 },
    packages: {
      type: "array",
      items: {
        type: "object",
        required: ["registryType", "identifier", "transport"],
        properties: {
          fileSha256: { type: "string", pattern: "^[a-f0-9]{64}$" },
          environmentVariables: {
            type: "array",
            items: {
              type: "object",
              required: ["name"],
              additionalProperties: false,
              properties: {
                name: { type: "string" },
                description: { type: "string" },
                isRequired: { type: "boolean" },
                isSecret: { type: "boolean" },
                default: { type: "string" },
                choices: { type: "array", items: { type: "string" } },
              },
            },
          },
        },
      },
    },
  },
};

describe("server.json", () => {
  it("has what the registry demands", () => {
    const validate = new Ajv({ strict: false }).compile(DEMANDS);
    validate(server);
    expect(validate.errors).toBeNull();
  });

  // where a copy of the registry's schema is: its text isn't part of this project
  const file = process.env["MCP_SERVER_SCHEMA"];
  it.skipIf(file === undefined)("is valid by the published schema", () => {
    const schema = JSON.parse(readFileSync(file ?? "", "utf8"));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(server);
    expect(validate.errors).toBeNull();
  });

  it("names one version everywhere", () => {
    expect(server).toMatchObject({
      name: mcpName,
      version,
      packages: [
        { registryType: "npm", identifier: name, version },
        {
          registryType: "mcpb",
          identifier: expect.stringContaining(`/v${version}/`),
          fileSha256: SHA256,
        },
      ],
    });
  });
});

it("the bundle asks for its settings, and hides only secrets", () => {
  const manifest = bundleManifest() as {
    version: string;
    user_config: Record<string, { sensitive?: boolean; required: boolean; default?: string }>;
  };
  expect(manifest.version).toBe(version);
  const asked = Object.entries(manifest.user_config).map(
    ([key, { required, sensitive, default: usual }]) =>
      `${key}${required ? " required" : ""}${sensitive ? " secret" : ""}${usual ? ` ${usual}` : ""}`,
  );
  expect(asked).toMatchInlineSnapshot(`
    [
      "host required",
      "user required mcp@pve",
      "token_name required mcp",
      "token_value required secret",
      "ssl_mode verify",
      "ssl_fingerprint",
      "access read",
      "toolsets",
    ]
  `);
});
