import { describe, expect, it } from "vitest";
import type { AnswerSchema } from "../../src/schema/tool-list.js";
import { answerProblems, answerSchemas } from "../support/answer-problems.js";
import { everyAction } from "../support/every-action.js";
import { openToolbox } from "./harness.js";

const schemas = [...answerSchemas()].map(([tool, { properties }]) => ({
  tool,
  data: properties.data as AnswerSchema,
}));

const told = everyAction().filter(({ tool }) => answerSchemas().has(tool));

/** Of the demonstration cluster; some requests are closed to tokens. */
const credentials = { kind: "password", user: "root@pam", password: "proxmox" } as const;

function fieldsOf({ items, properties }: AnswerSchema): string[] {
  return Object.keys(items?.properties ?? properties ?? {});
}

describe("the schema of an answer", () => {
  it.each(schemas)("of $tool names fields", ({ data }) => {
    expect(fieldsOf(data).length).toBeGreaterThan(1);
  });

  it.each(schemas)("of $tool says the unit of each figure", ({ data }) => {
    const figures = Object.entries(data.items?.properties ?? data.properties ?? {}).filter(
      ([name, { type }]) => /^(integer|number)$/.test(String(type)) && name !== "vmid",
    );
    expect(figures.filter(([, { description }]) => !description)).toEqual([]);
  });

  it("stands at the tools that people use most", () => {
    expect(schemas.map(({ tool }) => tool)).toEqual(
      expect.arrayContaining([
        "proxmox_guest_list",
        "proxmox_guest_status",
        "proxmox_guest_start",
        "proxmox_guest_shutdown",
        "proxmox_guest_stop",
        "proxmox_create_vm",
        "proxmox_create_lxc",
        "proxmox_guest_clone",
        "proxmox_guest_delete",
        "proxmox_guest_migrate",
        "proxmox_guest_disk_move",
        "proxmox_guest_disk_resize",
      ]),
    );
  });
});

describe("an answer", () => {
  it.each(told.map((one) => [`${one.tool} ${one.action}`.trim(), one] as const))(
    "of %s fits its schema",
    async (_, one) => {
      const harness = await openToolbox({ credentials });
      try {
        for (const [tool, args] of one.setup ?? []) await harness.call(tool, args);
        const preview = await harness.call(one.tool, { ...one.args, preview: true });
        expect(answerProblems(one.tool, preview)).toEqual([]);
        const content = await harness.call(one.tool, one.args);
        expect(answerProblems(one.tool, content)).toEqual([]);
        const data = [content["data"]].flat()[0] as object;
        const schema = schemas.find(({ tool }) => tool === one.tool)?.data ?? {};
        expect(fieldsOf(schema).filter((field) => field in data)).not.toEqual([]);
      } finally {
        await harness.close();
      }
    },
  );

  it.each([
    ["a genuine node", { state: "recorded" }],
    ["Proxmox VE 7.4", { pve: "7.4" }],
  ] as const)("of %s about each guest fits its schema", async (_, options) => {
    const harness = await openToolbox(options);
    const { data: guests } = await harness.call("proxmox_guest_list");
    expect(guests).not.toEqual([]);
    for (const { vmid } of guests as { vmid: number }[]) {
      const status = await harness.call("proxmox_guest_status", { vmid });
      expect(answerProblems("proxmox_guest_status", status)).toEqual([]);
      expect(status["data"]).toMatchObject({ cpu: expect.any(Number), mem: expect.any(Number) });
    }
    await harness.close();
  });

  it.each([
    ["proxmox_guest_start", { data: { upid: 7 } }],
    ["proxmox_guest_start", { data: { state: "done" } }],
    ["proxmox_guest_status", { data: { cpu: "12 %" } }],
    ["proxmox_guest_list", { data: { vmid: 100 } }],
    ["proxmox_guest_list", { data: [{ mem: "1 GiB" }] }],
    ["proxmox_create_vm", { data: { task: { state: "made" } } }],
  ])("of %s doesn't fit when it is %j", (tool, content) => {
    expect(answerProblems(tool, content)).not.toEqual([]);
  });
});
