import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { TOOLSETS } from "../../src/tools/define.js";
import { variantFor } from "../../src/tools/registry.js";
import { choose } from "./choice.js";
import { accessFrom } from "./model.js";
import { placeOf, recallAt } from "./recall.js";
import { readTasks, type Task } from "./tasks.js";

const tasks = readTasks(join(ROOT, "tests/eval/tasks.json"));

describe("the tasks", () => {
  const { tools } = loadToolList();

  it("are 100 over all toolsets, half of them kept for judging", () => {
    expect(tasks).toHaveLength(100);
    expect(tasks.filter(({ set }) => set === "judging")).toHaveLength(50);
    expect(new Set(tasks.map(({ ask }) => ask)).size).toBe(100);
    const covered = new Set(tasks.map(({ tool }) => tools[tool]?.toolset));
    expect([...covered].sort()).toEqual([...TOOLSETS].sort());
  });

  it.each(tasks)("$ask: has a tool with that action and those arguments", (task) => {
    const record = tools[task.tool];
    const properties = (record && variantFor(record, "elevated"))?.inputSchema.properties ?? {};
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(task.args ?? {})));
    if (task.action) expect(properties["action"]?.enum).toContain(task.action);
  });

  // what judges stays apart from what the words were tuned by: a floor of one hides no fall of the other
  it.each([
    ["tuning", 0.76, 0.92],
    ["judging", 0.6, 0.82],
  ])("kept for %s are found by search", (set, first, amongFive) => {
    const places = tasks.filter((task) => task.set === set).map(placeOf);
    expect(places).toHaveLength(50);
    expect(recallAt(places, 1)).toBeGreaterThanOrEqual(first);
    expect(recallAt(places, 5)).toBeGreaterThanOrEqual(amongFive);
  });

  it("share no question", () => {
    const words = ({ ask }: Task) => ask.toLowerCase().replace(/[^a-z ]/g, "");
    const tuned = new Set(tasks.filter(({ set }) => set === "tuning").map(words));
    expect(tasks.filter((task) => task.set === "judging" && tuned.has(words(task)))).toEqual([]);
  });
});

describe("a model", () => {
  const task: Task = {
    set: "tuning",
    ask: "Turn on VM 104",
    tool: "proxmox_guest_start",
    args: { vmid: 104 },
  };
  let server: Server;
  let url: string;
  const paths: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      paths.push(String(request.url));
      const isOpenAi = request.url === "/v1/chat/completions";
      const call = { name: "proxmox_guest_start", arguments: '{"vmid":"104"}' };
      response.end(
        JSON.stringify(
          isOpenAi
            ? {
                choices: [{ message: { tool_calls: [{ function: call }] } }],
                usage: { total_tokens: 7 },
              }
            : {
                content: [{ type: "tool_use", name: "proxmox_guest_stop", input: { vmid: 104 } }],
                usage: { input_tokens: 5, output_tokens: 2 },
              },
        ),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });

  afterAll(() => server.close());

  it.each([
    ["openai", "/v1/chat/completions", { tool: true, action: true, filled: true }],
    ["anthropic", "/v1/messages", { tool: false, action: false, filled: false }],
  ])("is asked by %s", async (api, path, verdict) => {
    const access = accessFrom({ EVAL_URL: url, EVAL_MODEL: "stub", EVAL_API: api });
    if (!access) throw new Error("no model is configured");
    expect(await choose(access, task)).toMatchObject({ ...verdict, call: { tokens: 7 } });
    expect(paths).toContain(path);
  });

  it("is optional", () => {
    expect(accessFrom({})).toBeUndefined();
    expect(() => accessFrom({ EVAL_URL: url, EVAL_MODEL: "m", EVAL_API: "x" })).toThrow(/EVAL_API/);
  });
});
