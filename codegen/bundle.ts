import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Metafile, type Plugin, transformSync } from "esbuild";
import { loadApis } from "./load.js";
import { ROOT } from "./root.js";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
};

/**
 * The program, split into chunks: as ES modules, because only those can be split, and then each
 * chunk is turned into CommonJS, which Node starts several milliseconds faster.
 */
export async function buildProgram(dist: string): Promise<Metafile> {
  const { metafile } = await build({
    ...common(),
    entryPoints: { "proxmox-mcp": join(ROOT, "src/main.ts") },
    outdir: dist,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    outExtension: { ".js": ".cjs" },
    plugins: [leanValidator],
  });
  for (const file of Object.keys(metafile.outputs)) toCommonJs(dist, join(ROOT, file));
  return metafile;
}

/** `import { connect } from "proxmox-mcp"`. */
export async function buildLibrary(dist: string): Promise<Metafile> {
  const { metafile } = await build({
    ...common(),
    entryPoints: { index: join(ROOT, "src/index.ts") },
    outdir: dist,
    splitting: true,
    chunkNames: "library/[name]-[hash]",
    // CommonJS dependencies ask for Node's modules through `require`
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";import{fileURLToPath as __toPath}from"node:url";import{dirname as __toDir}from"node:path";const require=__createRequire(import.meta.url),__dirname=__toDir(__toPath(import.meta.url));',
    },
  });
  return metafile;
}

function common() {
  return {
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    metafile: true,
    legalComments: "none",
    define: { BUNDLED: "true", PACKAGE_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  } as const;
}

/** Where a chunk stands, `__dirname` must still mean `dist/`, beside which the data lies. */
function toCommonJs(dist: string, file: string): void {
  const depth = relative(dist, dirname(file)) === "" ? "" : ",'..'";
  const { code } = transformSync(readFileSync(file, "utf8"), {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false },
    define: { __dirname: "__dist" },
    banner: `const __dist=require("node:path").join(__dirname${depth});`,
  });
  const isProgram = file.endsWith("proxmox-mcp.cjs");
  writeFileSync(file, isProgram ? `#!/usr/bin/env node\n${code}` : code, {
    mode: isProgram ? 0o755 : 0o644,
  });
}

/** The SDK's own would load ajv at each start, for elicitation, which this server never uses. */
const leanValidator: Plugin = {
  name: "lean-validator",
  setup({ onResolve }) {
    onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({
      path: join(ROOT, "src/mcp/shims.ts"),
    }));
  },
};

const GENERATED = [
  "availability.json",
  "catalogue.json",
  "tool-docs.json",
  "tools.json",
  "words.json",
];

/** All releases in one compressed file, and what was generated, without line breaks. */
export function writeData(dist: string): void {
  const data = join(dist, "data");
  mkdirSync(join(data, "generated"), { recursive: true });
  for (const name of GENERATED) {
    const text = readFileSync(join(ROOT, "generated", name), "utf8");
    writeFileSync(join(data, "generated", name), JSON.stringify(JSON.parse(text)));
  }
  const files = loadApis().map(
    ({ release }) => [release, readFileSync(join(ROOT, `schema/pve-${release}.json`))] as const,
  );
  const sizes = files.map(([release, file]) => [release, file.length]);
  const packed = Buffer.concat([
    Buffer.from(`${JSON.stringify(sizes)}\n`),
    ...files.map(([, file]) => file),
  ]);
  writeFileSync(
    join(data, "schemas.br"),
    brotliCompressSync(packed, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        // all releases in one window: they are mostly the same
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: packed.length,
      },
    }),
  );
}
