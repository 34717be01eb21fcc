import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { loadApis } from "./load.js";
import { mergeChunks } from "./merge-chunks.js";
import { ROOT } from "./root.js";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
};

/** What a client that starts the program waits for; all else is loaded when it's first needed. */
const STARTED = ["src/main.ts", "src/cli/serve.ts"];

/** `proxmox-mcp.cjs`, which users start, and `program/`: what it loads, when it is first needed. */
export async function buildProgram(dist: string): Promise<Metafile> {
  const folder = join(dist, "program");
  const { metafile, outputFiles } = await build({
    ...common("../data"),
    entryPoints: { main: join(ROOT, "src/main.ts") },
    outdir: folder,
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    plugins: [leanValidator],
    write: false,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(ROOT, path), text]));
  const files = mergeChunks(metafile, texts, STARTED);
  for (const { name, code } of files) writeFileSync(join(folder, `${name}.js`), code);
  const main = files[0]?.name ?? "";
  const start = join(dist, "proxmox-mcp.cjs");
  const { metafile: starter } = await build({
    ...common("data"),
    entryPoints: [join(ROOT, "src/start.ts")],
    outfile: start,
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    define: { MAIN: JSON.stringify(main) },
    external: ["./program/*"],
  });
  chmodSync(start, 0o755);
  return {
    inputs: { ...metafile.inputs, ...starter.inputs },
    outputs: { ...metafile.outputs, ...starter.outputs },
  };
}

/** `proxmox-mcp`, `proxmox-mcp/openapi`, `proxmox-mcp/simulator` and `proxmox-mcp/zod` as other programs import them. */
export async function buildLibrary(dist: string): Promise<Metafile> {
  const { metafile } = await build({
    ...common("./data"),
    entryPoints: {
      index: join(ROOT, "src/index.ts"),
      simulator: join(ROOT, "simulator/index.ts"),
      openapi: join(ROOT, "src/openapi.ts"),
      zod: join(ROOT, "src/zod.ts"),
    },
    outdir: dist,
    splitting: true,
    // beside the entries: what loads data looks for it from its own folder
    chunkNames: "library-[name]-[hash]",
    // CommonJS dependencies ask for Node's modules through `require`
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";import{fileURLToPath as __toPath}from"node:url";import{dirname as __toDir}from"node:path";const require=__createRequire(import.meta.url),__dirname=__toDir(__toPath(import.meta.url));',
    },
  });
  return metafile;
}

/** @param data the way from the files made to `dist/data` */
function common(data: string) {
  return {
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    metafile: true,
    legalComments: "none",
    define: { DATA_FOLDER: JSON.stringify(data), PACKAGE_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  } as const;
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

const GENERATED = ["served/catalogue.json", "surface/availability.json", "surface/words.json"];

/** All releases in one compressed file, and what was generated, without line breaks. */
export function writeData(dist: string): void {
  const data = join(dist, "data");
  for (const station of ["served", "surface"]) {
    mkdirSync(join(data, "generated", station), { recursive: true });
  }
  for (const name of GENERATED) {
    const text = readFileSync(join(ROOT, "generated", name), "utf8");
    const compact = Buffer.from(JSON.stringify(JSON.parse(text)));
    writeFileSync(join(data, "generated", `${name}.br`), compress(compact));
  }
  // read at each start: opening a compressed one takes longer
  const tools = readFileSync(join(ROOT, "generated/served/tools.json"), "utf8");
  writeFileSync(join(data, "generated/served/tools.json"), JSON.stringify(JSON.parse(tools)));
  const files = loadApis().map(
    ({ release }) => [release, readFileSync(join(ROOT, `schema/pve-${release}.json`))] as const,
  );
  const sizes = files.map(([release, file]) => [release, file.length]);
  const packed = Buffer.concat([
    Buffer.from(`${JSON.stringify(sizes)}\n`),
    ...files.map(([, file]) => file),
  ]);
  writeFileSync(join(data, "schemas.br"), compress(packed));
}

/** All of it in one window: the releases are mostly the same. */
function compress(data: Buffer): Buffer {
  return brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });
}
