import { describe, expect, it } from "vitest";
import { checkCoverage } from "../../../codegen/coverage.js";
import { loadApis } from "../../../codegen/load.js";
import { loadWords, type WordsFile } from "../../../codegen/words.js";
import { keyOf } from "../../../src/schema/model.js";
import { type Line, loadLines } from "./lines.js";

const LONGEST = 160;
const MEDIAN = 70;

/** What no line may have, and why. */
const FORBIDDEN: readonly [RegExp, string][] = [
  [/^the\b/i, "opens with a filler"],
  [/^(this|a|an) (parameter|option|setting|flag|value|list|property)\b/i, "opens with a filler"],
  [/\bthis (parameter|option|property)\b/i, "speaks of itself"],
  [/^(specif(y|ies)|determines?|defines?|controls?|whether|flag to|if set|if true)\b/i, "filler"],
  [/\b(please|simply|just|basically|in order to|note that|currently)\b/i, "filler"],
  [/\bTODO|FIXME|XXX\b/, "unfinished"],
  [/[^\x20-\x7e]/, "isn't plain ASCII"],
  [/ {2}|^ | $/, "stray blank"],
  [/\bvirtual machines?\b/i, "say VM"],
  [/\bCTs?\b/, "say container"],
  [/\bVMIDs?\b/, "say vmid"],
  [/\bvolume ids?\b/i, "say volid"],
  [/\b(cluster|PVE|Proxmox) node name\b/i, "say node"],
  [/\bhypervisor\b/i, "say node"],
  [/\b(e\.g|i\.e)\./i, "say such as, or that is"],
];

/** One sentence carries no full stop; of two, the first must. */
function isPunctuated(text: string): boolean {
  return !/[^.]\.$/.test(text) || /[^.]\. [A-Z]/.test(text);
}

/** Third person or a participle instead of the imperative; `Process` and `Access` only look like it. */
function isImperative(text: string): boolean {
  const verb = /^(?:Internal: )?([A-Za-z]+)/.exec(text)?.[1] ?? "s";
  return !/([^s]s|ing)$/.test(verb);
}

/** A bare string that isn't a task's UPID. */
const NO_TASK: Record<string, string> = {
  "POST /access/openid/auth-url": "a URL",
  "POST /cluster/sdn/lock": "the lock's token",
  "POST /nodes/{node}/qemu/{vmid}/monitor": "what the monitor prints",
  "POST /nodes/{node}/replication/{id}/schedule_now": "nothing; the job is due, and runs by itself",
  "POST /nodes/{node}/storage/{storage}/content": "the volid",
  "POST /nodes/{node}/wakeonlan": "the MAC address",
};

const commentOf = ({ words }: WordsFile) => words.parameters["*"]?.["comment"] ?? [];

const median = (lengths: number[]) =>
  [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;

const wrong = (lines: Line[], isWrong: (line: Line) => boolean) =>
  lines.filter(isWrong).map(({ where, text }) => `${where}: ${text}`);

describe("our lines", async () => {
  const lines = await loadLines();
  const endpoints = lines.filter(({ endpoint }) => endpoint);

  it(`are at most ${LONGEST} characters long`, () =>
    expect(wrong(lines, ({ text }) => text.length > LONGEST)).toEqual([]));

  // the keys of property strings repeat one line for several buses, which must not count each time
  it(`have a median of at most ${MEDIAN} characters`, () => {
    const lengths = [...new Set(lines.map(({ text }) => text))].map((text) => text.length);
    expect(lengths.length).toBeGreaterThan(1000);
    expect(median(lengths)).toBeLessThanOrEqual(MEDIAN);
  });

  it.each(FORBIDDEN)("never match %s (%s)", (pattern) =>
    expect(wrong(lines, ({ text }) => pattern.test(text))).toEqual([]),
  );

  it("end without a full stop unless they have two sentences", () =>
    expect(wrong(lines, ({ text }) => !isPunctuated(text))).toEqual([]));

  it("tell an endpoint in the imperative mood", () =>
    expect(wrong(endpoints, ({ text }) => !isImperative(text))).toEqual([]));

  it("say so where an endpoint returns a task", async () => {
    const words = Object.assign({}, ...(await loadWords()).map((file) => file.words.endpoints));
    const newest = loadApis().at(-1)?.endpoints ?? [];
    const tasks = newest
      .filter(({ method, returns }) => method !== "GET" && returns?.type === "string")
      .map(keyOf)
      .filter((key) => !(key in NO_TASK));
    expect(tasks.length).toBeGreaterThan(90);
    expect(tasks.filter((key) => !/\btask/.test(words[key] ?? ""))).toEqual([]);
  });
});

describe("coverage", async () => {
  const files = await loadWords();
  const apis = loadApis();

  it.each(apis.map(({ release }, index) => [release, index] as const))(
    "of every endpoint, parameter and property-string key of %s",
    (_release, index) => {
      const { missing } = checkCoverage(files, apis.slice(0, index + 1));
      expect(missing).toEqual(new Map());
    },
  );

  it("invents nothing, repeats nothing", () => {
    const { unknown, duplicate, malformed } = checkCoverage(files, apis);
    expect({ unknown, duplicate, malformed }).toEqual({
      unknown: [],
      duplicate: [],
      malformed: [],
    });
  });

  it("notices what is missing, invented or repeated", () => {
    const planted = files.map(({ file, words }) => ({
      file,
      words: {
        endpoints: Object.fromEntries(
          Object.entries(words.endpoints).filter(([key]) => key !== "GET /version"),
        ),
        parameters: Object.fromEntries(
          Object.entries(words.parameters).map(([scope, lines]) => [
            scope,
            scope === "*" ? { ...lines, "net[n].colour": "Paint" } : lines,
          ]),
        ),
      },
    }));
    const repeated = {
      file: "repeated.ts",
      words: {
        endpoints: {},
        parameters: { "/pools": { comment: files.flatMap(commentOf)[0] ?? "" } },
      },
    };
    const { missing, unknown, duplicate } = checkCoverage([...planted, repeated], apis);
    expect([...missing]).toEqual([
      ["version", { endpoints: ["GET /version"], parameters: new Map() }],
    ]);
    expect(unknown).toEqual(["shared.ts: net[n].colour in *"]);
    expect(duplicate).toEqual(["repeated.ts: comment in /pools: the same as in *"]);
  });
});

describe("the rules themselves", () => {
  const sentences: [string, boolean][] = [
    ["One sentence", true],
    ["One sentence.", false],
    ["Two sentences. With both stops.", true],
    ["Two sentences. With one stop", true],
    ["Such as AA:BB:...", true],
    ["see GET .../firewall/macros", true],
  ];
  it.each(sentences)("full stops of %j: %s", (text, fine) => expect(isPunctuated(text)).toBe(fine));

  const moods: [string, boolean][] = [
    ["List nodes", true],
    ["Access a console", true],
    ["Internal: open a tunnel", true],
    ["Lists nodes", false],
    ["Listing of nodes", false],
    ["Internal: opens a tunnel", false],
  ];
  it.each(moods)("mood of %j: %s", (text, fine) => expect(isImperative(text)).toBe(fine));
});
