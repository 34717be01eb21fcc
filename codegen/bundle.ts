import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { loadApis } from "./load.js";
import { mergeChunks } from "./merge-chunks.js";
import { rareChunks, UNPACK } from "./pack-chunks.js";
import { ROOT } from "./root.js";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
};

/** What a client that starts the program waits for; all else is loaded when it's first needed. */
const STARTED = ["src/main.ts", "src/cli/serve.ts"];

/** What other programs import from the package, by the name of its entry. */
const LIBRARY = {
  index: "src/index.ts",
  openapi: "src/openapi.ts",
  simulator: "simulator/index.ts",
  zod: "src/zod.ts",
};

/**
 * `proxmox-mcp.cjs`, which users start, `index.js` and the other entries of the library, and
 * `program/`: what they all load, when it is first needed.
 */
export async function buildProgram(dist: string): Promise<Metafile> {
  const folder = join(dist, "program");
  const { metafile, outputFiles } = await build({
    ...common("../data"),
    entryPoints: [join(ROOT, "src/main.ts"), ...Object.values(LIBRARY)],
    outdir: folder,
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    plugins: [leanValidator, leanGot, apartForHttp],
    write: false,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(ROOT, path), text]));
  const files = mergeChunks(metafile, texts, STARTED);
  const rare = rareChunks(metafile);
  files.forEach(({ name, code }, index) => {
    const isPacked = index > 0 && rare.has(name);
    if (isPacked) writeFileSync(join(folder, `${name}.br`), compress(Buffer.from(code)));
    writeFileSync(join(folder, `${name}.js`), isPacked ? UNPACK : code);
  });
  for (const [name, source] of Object.entries(LIBRARY)) writeEntry(dist, name, source, metafile);
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

/** An ES module that exports what a file of the program does. */
function writeEntry(dist: string, name: string, source: string, { outputs }: Metafile): void {
  const [path = "", output] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  const names = output?.exports.join(",");
  const file = `./program/${basename(path)}`;
  writeFileSync(
    join(dist, `${name}.js`),
    `import program from${JSON.stringify(file)};export const{${names}}=program;\n`,
  );
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

/**
 * The SDK has its HTTP parts in the same module as what every start loads, and a module goes whole
 * into one file. Who serves HTTP gets a copy of that module, of which only those parts are kept.
 */
const apartForHttp: Plugin = {
  name: "apart-for-http",
  setup({ onResolve, resolve }) {
    onResolve(
      { filter: /^@modelcontextprotocol\/server$/ },
      async ({ path, pluginData, ...rest }) => {
        if (pluginData === apartForHttp || !/src[\\/]mcp[\\/]http/.test(rest.importer)) return;
        const found = await resolve(path, { ...rest, pluginData: apartForHttp });
        return { ...found, suffix: "?http" };
      },
    );
  },
};

/** A third of got, which the client has no use for. */
const leanGot: Plugin = {
  name: "lean-got",
  setup({ onResolve }) {
    onResolve({ filter: /^(cacheable-lookup|cacheable-request|http2-wrapper)$/ }, () => ({
      path: join(ROOT, "src/pve/wire/unused-by-got.ts"),
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
