import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { IMAGE } from "../../../codegen/home.js";
import { bundleManifest } from "../../../codegen/release/bundle-manifest.js";
import { truthful } from "../../../codegen/release/sbom.js";
import { serverJson } from "../../../codegen/release/server-json.js";
import { ROOT } from "../../../codegen/root.js";

const { version, name, mcpName } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const SHA256 = "0".repeat(64);
const server = serverJson({ file: "a.mcpb", sha256: SHA256 });

const schema = JSON.parse(
  readFileSync(join(ROOT, "tests/fixtures/registry/server.schema.json"), "utf8"),
);

describe("server.json", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

  it("is valid by the registry's schema", () => {
    expect(server).toHaveProperty("$schema", schema.$id);
    validate(server);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ["no name", { name: undefined }],
    ["a description that is too long", { description: "a".repeat(101) }],
    ["a package without transport", { packages: [{ registryType: "npm", identifier: "a" }] }],
  ])("would not be with %s", (_, change) => {
    expect(validate({ ...server, ...change })).toBe(false);
  });

  it("names each setting of each package with its words", () => {
    const { packages } = server as { packages: { environmentVariables: object[] }[] };
    for (const { environmentVariables } of packages) {
      expect(environmentVariables).toEqual(packages[0]?.environmentVariables);
    }
    expect(packages[0]?.environmentVariables).toContainEqual({
      name: "PROXMOX_TOKEN_VALUE",
      description: expect.any(String),
      isRequired: true,
      isSecret: true,
    });
  });

  it("names one version everywhere", () => {
    expect(server).toMatchObject({
      name: mcpName,
      version,
      packages: [
        { registryType: "npm", identifier: name, version },
        { registryType: "oci", identifier: `${IMAGE}:${version}` },
        {
          registryType: "mcpb",
          identifier: expect.stringContaining(`/v${version}/`),
          fileSha256: SHA256,
        },
      ],
    });
    // an image's version is in its name alone
    expect(server).not.toHaveProperty("packages[1].version");
    expect(IMAGE).toMatch(/^ghcr\.io\/[a-z0-9-]+\/[a-z0-9-]+$/);
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

it("the bill of materials tells what is contained from what only builds it", () => {
  const bom = {
    metadata: { component: { name: "some-folder" } },
    components: ["got", "vitest"].map((name) => ({ name, version: "1.0.0", scope: "required" })),
  };
  expect(truthful(bom, "got 1.0.0\n\nvitest 0.9.0\n")).toEqual({
    metadata: { component: { name } },
    components: [
      { name: "got", version: "1.0.0", scope: "required" },
      { name: "vitest", version: "1.0.0", scope: "excluded" },
    ],
  });
});
