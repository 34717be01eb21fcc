import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCodeCache } from "../../src/start/code-cache.js";

// else V8 takes what it compiled in the test before, and never looks at a file
setFlagsFromString("--no-compilation-cache");

const SOURCE = "(function answer() { return 42; })";

let parent: string;
let folder: string;
let file: string;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  parent = mkdtempSync(join(tmpdir(), "code-cache-"));
  folder = join(parent, "bundle");
  file = join(folder, "main");
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(parent, { recursive: true, force: true });
});

/** Runs the script, and lets pass what time the cache waits. */
async function run(source = SOURCE, into: string | undefined = folder) {
  const script = createCodeCache(into).compile("main", source, "main.js");
  const answer: unknown = script.runInThisContext()();
  await vi.advanceTimersByTimeAsync(10_000);
  return { answer, rejected: script.cachedDataRejected };
}

async function runAndSave(): Promise<Buffer> {
  await run();
  await vi.waitFor(() => expect(existsSync(file)).toBe(true));
  return readFileSync(file);
}

describe("createCodeCache", () => {
  it("writes what it compiled, for its owner alone, and then takes that", async () => {
    await runAndSave();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await run()).toEqual({ answer: 42, rejected: false });
    expect(readdirSync(folder)).toEqual(["main"]);
  });

  it("compiles as ever without a folder", async () => {
    const cache = createCodeCache(undefined);
    expect(cache.compile("main", SOURCE, "main.js").runInThisContext()()).toBe(42);
    expect(readdirSync(parent)).toEqual([]);
  });

  it.each<[string, (good: Buffer) => Buffer]>([
    ["nothing", () => Buffer.alloc(0)],
    ["a torn file", (good) => good.subarray(0, good.length / 2)],
    ["something else", () => Buffer.from("no cache at all")],
    [
      "another V8's",
      (good) => Buffer.concat([good.subarray(0, 4), Buffer.alloc(4), good.subarray(8)]),
    ],
  ])("rejects %s, and writes its own instead", async (_, spoil) => {
    const good = await runAndSave();
    const spoilt = spoil(good);
    writeFileSync(file, spoilt);
    expect((await run()).answer).toBe(42);
    await vi.waitFor(() => expect(readFileSync(file).equals(spoilt)).toBe(false));
    expect(await run()).toEqual({ answer: 42, rejected: false });
  });

  it("rejects the cache of a longer source", async () => {
    await runAndSave();
    const { answer, rejected } = await run("(function answer() { return 4711; })");
    expect({ answer, rejected }).toEqual({ answer: 4711, rejected: true });
  });

  it("doesn't take what others may have written", async () => {
    await runAndSave();
    chmodSync(file, 0o666);
    expect((await run()).rejected).toBeUndefined();
  });

  it("says nothing where it can't write", async () => {
    writeFileSync(folder, "a file where the folder should be");
    expect((await run()).answer).toBe(42);
    expect(readFileSync(folder, "utf8")).toBe("a file where the folder should be");
  });

  it("removes what nobody used for long", async () => {
    const old = join(parent, "old");
    const recent = join(parent, "recent");
    for (const other of [old, recent]) mkdirSync(other);
    utimesSync(old, 0, 0);
    await runAndSave();
    await vi.waitFor(() => expect(existsSync(old)).toBe(false));
    expect(existsSync(recent)).toBe(true);
  });
});
