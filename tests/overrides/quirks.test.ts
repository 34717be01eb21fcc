import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as answerModule from "../../overrides/quirks/answers.js";
import * as requestModule from "../../overrides/quirks/requests.js";
import type { AnswerQuirk, QuirkTools, RequestQuirk } from "../../overrides/quirks/types.js";
import { answerQuirks, requestQuirks } from "../../overrides/quirks.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { refuse } from "../../src/tools/errors.js";
import { adaptAnswer, adaptRequest } from "../../src/tools/quirks.js";

const answers = { ...answerModule };
const requests = { ...requestModule };

const on = (release: string): QuirkTools => ({
  runs: async (wanted) => Number(release) >= Number(wanted),
  refuse,
});

/** What becomes of a request; a refusal as its text. */
async function sent(quirk: RequestQuirk, parameters: object, release = "9.1"): Promise<unknown> {
  try {
    return await quirk.request({ ...parameters }, on(release));
  } catch (error) {
    return (error as Error).message;
  }
}

describe("requests", () => {
  const cases: [keyof typeof requests, object, unknown, string?][] = [
    ["unprivilegedContainer", { vmid: 1 }, { vmid: 1, unprivileged: true }],
    ["unprivilegedContainer", { unprivileged: false }, { unprivileged: false }],
    ["unprivilegedContainer", { restore: true }, { restore: true }],
    ["agentCommand", { command: ["ls", "-l"] }, { command: ["ls", "-l"] }],
    ["agentCommand", { command: "ls" }, { command: ["ls"] }],
    ["agentCommand", { command: ["a b", "c"] }, { command: "a b\0c\0" }, "7.4"],
    ["agentCommand", { "input-data": "x" }, { "input-data": "x" }],
    ["agentFileContent", { content: "hé" }, { content: "aMOp", encode: false }],
    ["agentFileContent", { content: "aGk=", encode: 0 }, { content: "aGk=", encode: false }],
    ["agentFileContent", { file: "/x" }, { file: "/x" }],
    [
      "agentFileContent",
      { content: "é".repeat(30_000) },
      "content: the guest agent takes at most 46080 bytes at once, got 60000",
    ],
    [
      "maskedPassword",
      { cipassword: "**********" },
      "cipassword: that is the mask which Proxmox shows instead of the password",
    ],
    ["maskedPassword", { cipassword: "s3cret*" }, { cipassword: "s3cret*" }],
    [
      "deletedAndSet",
      { delete: "tags,net1", net1: "virtio" },
      "delete: net1 can't be set and deleted in one request",
    ],
    ["deletedAndSet", { delete: ["tags"], net1: "x" }, { delete: ["tags"], net1: "x" }],
    [
      "reservedSnapshotName",
      { snapname: "current" },
      'snapname: "current" is the guest as it is now, not a snapshot',
    ],
    ["reservedSnapshotName", { snapname: "Current1" }, { snapname: "Current1" }],
    ["keptBackups", { maxfiles: 3 }, { "prune-backups": "keep-last=3" }],
    ["keptBackups", { maxfiles: 0 }, { "prune-backups": "keep-all=1" }],
    [
      "keptBackups",
      { maxfiles: 3, "prune-backups": "keep-daily=1" },
      { "prune-backups": "keep-daily=1" },
    ],
    ["uncompressedBackup", { compress: "none" }, { compress: "0" }],
    ["uncompressedBackup", { compress: "zstd" }, { compress: "zstd" }],
  ];

  it.each(cases)("%s makes of %j %j", async (name, parameters, expected, release) => {
    expect(await sent(requests[name], parameters, release)).toEqual(expected);
  });

  it("leave the given parameters alone, and change what is changed already no more", async () => {
    const someParameters = fc.dictionary(
      fc.constantFrom("vmid", "compress", "maxfiles", "snapname", "unprivileged", "net0"),
      fc.constantFrom<unknown>("none", "x", 1, 0, true),
    );
    await fc.assert(
      fc.asyncProperty(
        someParameters,
        fc.constantFrom(...requestQuirks.filter((quirk) => quirk !== requests.agentFileContent)),
        async (parameters, quirk) => {
          const before = structuredClone(parameters);
          const once = await sent(quirk, parameters);
          expect(parameters).toEqual(before);
          if (typeof once === "object" && once) expect(await sent(quirk, once)).toEqual(once);
        },
      ),
    );
  });

  it("carry any text into a file unharmed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), async (content) => {
        const { content: encoded } = (await sent(requests.agentFileContent, { content })) as {
          content: string;
        };
        expect(Buffer.from(encoded, "base64").toString("utf8")).toBe(content);
      }),
    );
  });
});

describe("answers", () => {
  const cases: [keyof typeof answers, unknown, unknown][] = [
    ["nothingToDo", null, { done: true }],
    ["nothingToDo", "UPID:x", "UPID:x"],
    ["agentResult", { result: { id: "debian" } }, { id: "debian" }],
    ["agentResult", { result: {} }, { done: true }],
    ["agentResult", { result: [] }, []],
    ["agentTime", { result: 1_700_000_000_000_000_000 }, { time: "2023-11-14T22:13:20.000Z" }],
    [
      "currentSnapshot",
      [
        { name: "b", snaptime: 2, parent: "a" },
        { name: "a", snaptime: 1 },
        { name: "current", parent: "b", digest: "x" },
      ],
      [
        { name: "a", snaptime: 1 },
        { name: "b", snaptime: 2, parent: "a", current: true },
      ],
    ],
    ["currentSnapshot", [{ name: "current" }], []],
    ["nextVmid", "102", 102],
    ["emptyLog", [{ n: 1, t: "no content" }], []],
    ["emptyLog", [{ n: 1, t: "no content here" }], [{ n: 1, t: "no content here" }]],
  ];

  it.each(cases)("%s makes of %j %j", (name, data, expected) => {
    expect(answers[name].answer(data).data).toEqual(expected);
  });
});

describe("as data", () => {
  const all: readonly (RequestQuirk | AnswerQuirk)[] = [...requestQuirks, ...answerQuirks];

  it("are about endpoints of some release, each with a reason", () => {
    const { endpoints } = loadCatalogue();
    const unknown = all.flatMap((quirk) => quirk.endpoints.filter((key) => !endpoints[key]));
    expect(unknown).toEqual([]);
    expect(all.filter(({ reason }) => !/[.]$/.test(reason))).toEqual([]);
  });

  it("have at most one that changes the answer of an endpoint", () => {
    const keys = answerQuirks.flatMap((quirk) => quirk.endpoints);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it("work together, and leave other endpoints alone", async () => {
    const job = { storage: "local", maxfiles: 2, compress: "none" };
    expect(await adaptRequest("POST /cluster/backup", job, on("9.1"))).toEqual({
      storage: "local",
      compress: "0",
      "prune-backups": "keep-last=2",
    });
    expect(await adaptRequest("GET /nodes", job, on("9.1"))).toEqual(job);
    expect(adaptAnswer("GET /nodes", null)).toEqual({ data: null });
  });
});
