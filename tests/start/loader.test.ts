import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashOf, type ProgramFile, packChunks } from "../../codegen/chunks.js";
import { createCodeCache } from "../../src/start/code-cache.js";
import { createLoader } from "../../src/start/loader.js";

const SOURCES = {
  "main.ts": `
    import { shared } from "./shared.js";
    import { sep } from "node:path";
    export const here = typeof __dirname, own = shared.count, text = "Größe ≥ 1 😀", separator = sep;
    export const serve = () => import("./serve.js");
    export const later = () => import("./later.js");
  `,
  "serve.ts": `import { shared } from "./shared.js"; export const serving = ++shared.count;`,
  "later.ts": `import { shared } from "./shared.js"; export default { count: shared.count };`,
  "shared.ts": `export const shared = { count: 1 };`,
};

interface Main {
  here: string;
  own: number;
  text: string;
  separator: string;
  serve(): Promise<{ serving: number }>;
  later(): Promise<{ default: { count: number } }>;
}

let folder: string;
let files: ProgramFile[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loader-"));
  for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
  const { metafile, outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: { main: join(folder, "main.ts") },
    outdir: join(folder, "out"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    chunkNames: "[name]-[hash]",
    metafile: true,
    write: false,
  });
  const texts = new Map(
    Object.keys(metafile.outputs).map((path) => {
      const found = outputFiles.find((file) => file.path.endsWith(path));
      return [path, found?.text ?? ""];
    }),
  );
  files = packChunks(metafile.outputs, texts, ["main.ts", "serve.ts"]);
  mkdirSync(join(folder, "program"));
  for (const { name, code } of files) writeFileSync(join(folder, "program", `${name}.js`), code);
});

afterAll(() => rmSync(folder, { recursive: true }));

const load = () => createLoader(folder, createCodeCache(undefined));

describe("packChunks", () => {
  it("puts what a start needs into one file, and the rest into files of their own", () => {
    const names = files.map(({ name }) => name.replace(/-[A-Z0-9]+$/, ""));
    expect(names).toEqual(["main", "later"]);
  });

  it("writes ASCII, as the loader reads it", () => {
    for (const { code } of files) expect(Buffer.byteLength(code)).toBe(code.length);
  });

  it("names the entry that is missing", () => {
    expect(() => packChunks({}, new Map(), ["main.ts"])).toThrow("the bundle has no entry main.ts");
  });
});

describe("hashOf", () => {
  it("changes with any file", () => {
    const other = files.map((file) => ({ ...file, code: `${file.code} ` }));
    expect(hashOf(files)).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf(other)).not.toBe(hashOf(files));
  });
});

describe("createLoader", () => {
  it("runs the program, loading later what is imported later, each module once", async () => {
    const main = load()("./main.js") as Main;
    const { here, own, text, separator } = main;
    expect({ here, own, text, separator }).toEqual({
      here: "string",
      own: 1,
      text: "Größe ≥ 1 😀",
      separator: "/",
    });
    expect((await main.serve()).serving).toBe(2);
    expect((await main.serve()).serving).toBe(2);
    expect((await main.later()).default).toEqual({ count: 2 });
  });

  it("hands on the error of a file that is missing", () => {
    expect(() => load()("./nothing.js")).toThrow(/ENOENT.*nothing\.js/);
  });

  it("says what a file lacks", () => {
    writeFileSync(join(folder, "program/empty.js"), "({})");
    expect(() => load()("./empty.js")).toThrow("empty defines no module of its name");
  });
});
