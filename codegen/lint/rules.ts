/** What the files of a room may import; the longest `room` that a file's path begins with holds. */
export interface Rule {
  /** A folder with a slash at its end, or one file. */
  room: string;
  /** Folders or files; the room itself is always allowed unless the room is one file. */
  may: readonly string[];
  /** The same for `import type` alone. */
  mayTypes?: readonly string[];
  /** Folders or files that the room may not import although `may`, or being the room, allows it. */
  never?: readonly string[];
  /** Modules of Node that the room may use; any by default. */
  node?: readonly string[];
}

/** The house's table: see docs/decisions.md. */
export const RULES: readonly Rule[] = [
  {
    room: "codegen/",
    may: [
      "src/schema/",
      "src/kit/",
      "src/openapi.ts",
      "src/openapi/",
      "src/clients/",
      "src/settings/table.ts",
      "src/tools/action-parameters.ts",
      "src/tools/catalogue-entry.ts",
      "src/tools/define.ts",
      "src/tools/listed-names.ts",
      "src/tools/tier-of-endpoint.ts",
      "overrides/",
    ],
  },
  { room: "codegen/build.ts", may: ["codegen/", "src/data/", "src/schema/"] },
  {
    room: "codegen/emit/",
    may: [
      "src/schema/",
      "src/kit/",
      "src/clients/",
      "src/settings/table.ts",
      "src/tools/define.ts",
      "codegen/",
    ],
    never: ["codegen/emit/"],
  },
  // pages show what is generated, what is declared and what the program prints
  {
    room: "site/",
    may: ["codegen/", "overrides/", "src/data/", "src/schema/", "src/kit/", "src/tools/define.ts"],
  },
  { room: "generated/", may: [], mayTypes: ["src/pve/caller.ts"], node: [] },
  { room: "generated/surface/zod/", may: ["src/library/schema-builders.ts"], node: [] },
  {
    room: "overrides/",
    may: ["src/tools/define.ts", "src/kit/"],
    mayTypes: ["generated/", "src/schema/"],
    node: [],
  },
  { room: "src/kit/", may: [] },
  { room: "src/schema/", may: ["src/kit/"], node: ["node:crypto"] },
  { room: "src/data/", may: ["src/schema/", "src/kit/"] },
  { room: "src/exec/", may: ["src/kit/"] },
  { room: "src/clients/", may: ["src/kit/"] },
  { room: "src/consoles/", may: ["src/pictures/", "src/kit/"] },
  { room: "src/pictures/", may: ["src/kit/"] },
  { room: "src/pve/", may: ["src/schema/", "src/kit/"] },
  // a scope is read into the rules that policy holds requests against
  { room: "src/settings/", may: ["src/policy/scope/", "src/pve/", "src/schema/", "src/kit/"] },
  // the principal's scope and their login at Proxmox are read by whoever owns those
  {
    room: "src/auth/",
    may: ["src/policy/scope/", "src/pve/login/", "src/schema/", "src/kit/"],
  },
  { room: "src/telemetry/", may: ["src/kit/"] },
  { room: "src/audit/", may: ["src/policy/scope/", "src/schema/", "src/kit/"] },
  { room: "src/policy/", may: ["src/schema/", "src/kit/"] },
  {
    room: "src/tools/",
    may: [
      "src/pve/",
      "src/audit/",
      "src/policy/",
      "src/exec/",
      "src/consoles/",
      "src/pictures/",
      "src/schema/",
      "src/data/",
      "src/kit/",
      "generated/",
      "overrides/",
    ],
  },
  { room: "src/tools/define.ts", may: [], mayTypes: ["generated/", "src/schema/"], node: [] },
  { room: "src/mcp/", may: ["src/tools/"] },
  { room: "src/mcp/http/", may: ["src/mcp/", "src/auth/", "src/tools/", "src/kit/"] },
  { room: "simulator/", may: ["src/schema/", "src/kit/", "src/data/"] },
  { room: "src/cli/", may: ["src/"] },
  { room: "src/cli/demo.ts", may: ["src/", "simulator/"] },
  { room: "src/cli/simulate.ts", may: ["src/", "simulator/"] },
  { room: "src/main.ts", may: ["src/cli/"] },
  { room: "src/start.ts", may: ["src/kit/", "src/code-cache.ts"] },
  { room: "src/code-cache.ts", may: [] },
  { room: "src/library/", may: ["src/pve/", "src/schema/", "src/kit/", "generated/surface/"] },
  {
    room: "src/index.ts",
    may: ["src/library/", "src/pve/", "src/data/", "src/schema/", "src/kit/", "generated/surface/"],
  },
  { room: "src/zod.ts", may: ["src/library/"] },
  { room: "src/openapi/", may: ["src/schema/", "src/kit/"] },
  { room: "src/openapi.ts", may: ["src/openapi/", "src/data/", "src/schema/"] },
  { room: "tests/", may: ["codegen/", "generated/", "overrides/", "src/", "simulator/", "bench/"] },
  { room: "bench/", may: ["codegen/", "generated/", "overrides/", "src/", "simulator/", "tests/"] },
];

/** Packages that only some rooms may import, with or without a path behind their name. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "@modelcontextprotocol": ["src/mcp/", "tests/", "bench/"],
  esbuild: ["codegen/", "tests/"],
  got: ["src/pve/wire/", "codegen/"],
  handlebars: ["codegen/"],
  "json-schema-to-zod": ["codegen/", "tests/"],
  "d3-array": ["src/pictures/"],
  "d3-time": ["src/pictures/"],
  pngjs: ["src/pictures/", "tests/"],
  ws: ["src/pve/wire/", "simulator/", "tests/"],
  "@xterm/headless": ["src/consoles/"],
  "ts-morph": ["codegen/", "tests/"],
  vitepress: ["site/"],
  "playwright-core": ["tests/"],
  zod: ["src/library/", "src/mcp/", "tests/"],
};
