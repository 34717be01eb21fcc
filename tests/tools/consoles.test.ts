import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallResult } from "../../src/tools/answer/result.js";
import { type Harness, openToolbox } from "./harness.js";

const VM = 100;
const CONTAINER = 200;

/** The picture of an answer. */
function pictureOf({ content, structuredContent }: CallResult): PNG {
  const image = content.find(({ type }) => type === "image");
  if (image?.type !== "image") throw new Error(`no image: ${JSON.stringify(structuredContent)}`);
  expect(image.mimeType).toBe("image/png");
  return PNG.sync.read(Buffer.from(image.data, "base64"));
}

/** How many pixels of a picture are bright. */
function inkOf({ data }: PNG): number {
  return data.filter((value, at) => at % 4 < 3 && value > 100).length;
}

describe("the screen of a VM", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(async () => {
    expect(harness.unexpected).toEqual([]);
    expect(harness.simulator.crashes).toEqual([]);
    await harness.close();
  });

  const restart = () => {
    const guest = harness.simulator.state.guests.get(VM);
    if (guest) guest.startedAt = harness.simulator.clock.now();
  };

  it("is an image with its size and time", async () => {
    const result = await harness.result("proxmox_console_screenshot", { vmid: VM });
    const picture = pictureOf(result);
    expect([picture.width, picture.height]).toEqual([1152, 768]);
    expect(result.structuredContent).toEqual({
      data: { width: 1152, height: 768, time: expect.stringMatching(/^2026-01-05T/) },
    });
    expect(result.content[0].text).not.toBe("");
    expect(harness.sent()).toEqual([
      "GET /cluster/resources",
      "POST /nodes/pve1/qemu/100/vncproxy",
      "GET /nodes/pve1/qemu/100/vncwebsocket",
    ]);
  });

  it("is waited for while it boots: text, graphics, and a console", async () => {
    restart();
    const sizes: unknown[] = [];
    for (const args of [{}, { wait_for_change: 60 }, { until_stable: 4 }]) {
      const result = await harness.result("proxmox_console_screenshot", { vmid: VM, ...args });
      const { width, height } = pictureOf(result);
      const { time: _, ...facts } = result.structuredContent["data"] as { time: string };
      sizes.push({ picture: `${width}×${height}`, ...facts });
    }
    expect(sizes).toEqual([
      { picture: "720×400", width: 720, height: 400 },
      { picture: "1024×768", width: 1024, height: 768, changed: true },
      { picture: "1152×768", width: 1152, height: 768, stable: true },
    ]);
  });

  it("says that nothing changed", async () => {
    const { structuredContent } = await harness.result("proxmox_console_screenshot", {
      vmid: VM,
      wait_for_change: 3,
    });
    expect(structuredContent["data"]).toMatchObject({ changed: false });
  });

  it("shows what was typed, a login among that", async () => {
    const before = inkOf(
      pictureOf(await harness.result("proxmox_console_screenshot", { vmid: VM })),
    );
    const typed = await harness.result("proxmox_console_type", {
      vmid: VM,
      text: "root\nsecret\n",
      keys: ["u", "p", "enter"],
      after: 1,
    });
    expect(inkOf(pictureOf(typed))).toBeGreaterThan(before + 500);
    const quiet = await harness.call("proxmox_console_type", { vmid: VM, keys: ["ctrl+c"] });
    expect(quiet).toEqual({ data: { done: true, width: 1152, height: 768 } });
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      "a key that there isn't",
      "proxmox_console_type",
      { vmid: VM, keys: ["hyper+x"] },
      "is no modifier",
    ],
    ["nothing to type", "proxmox_console_type", { vmid: VM }, "Text or keys are needed"],
    [
      "a container",
      "proxmox_console_screenshot",
      { vmid: CONTAINER },
      "is a container: it has no screen",
    ],
    ["a VM that is off", "proxmox_console_screenshot", { vmid: 111 }, "closed the console"],
  ])("is refused for %s", async (_, tool, args, message) => {
    expect((await harness.refused(tool, args)).message).toContain(message);
  });
});

describe("a terminal", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ programs: { console: true, node: false } });
    const guest = harness.simulator.state.guests.get(CONTAINER);
    if (guest) guest.config["cmode"] = "shell";
  });
  afterAll(async () => {
    expect(harness.unexpected).toEqual([]);
    expect(harness.simulator.crashes).toEqual([]);
    await harness.close();
  });

  it("is read as text", async () => {
    const { data } = await harness.call("proxmox_console_read", { vmid: CONTAINER });
    expect(data).toEqual({
      lines: ["", expect.stringMatching(/^root@.*:~# ?$/)],
      cursor: { line: 1, column: expect.any(Number) },
    });
  });

  it("takes input and keys, and is read until a text is there", async () => {
    const { data } = await harness.call("proxmox_console_send", {
      vmid: CONTAINER,
      text: "echo one two",
      keys: ["enter"],
      until: "\none two",
      seconds: 60,
    });
    expect(data).toMatchObject({ found: true, lines: expect.arrayContaining(["one two"]) });
  });

  it("says what a VM without a serial port says", async () => {
    const { data } = await harness.call("proxmox_console_read", { vmid: VM });
    expect(data).toMatchObject({ lines: ["unable to find a serial interface"] });
  });

  it("runs a program where it is a shell, and says which way it went", async () => {
    const { data, notes } = await harness.call("proxmox_lxc_exec", {
      vmid: CONTAINER,
      command: ["echo", "it's", "$HOME"],
    });
    expect(data).toEqual({
      exited: true,
      exitcode: 0,
      stdout: "it's $HOME\n",
      seconds: expect.any(Number),
      via: "console",
    });
    expect(notes).toBeUndefined();
    const failed = await harness.call("proxmox_guest_exec", {
      vmid: CONTAINER,
      command: ["nosuch"],
    });
    expect(failed["data"]).toMatchObject({ exitcode: 127, stdout: "sh: nosuch: not found\n" });
  });

  it("ends a program there that takes too long", async () => {
    const args = { vmid: CONTAINER, command: ["sleep", "600"], timeout: 3 };
    expect(await harness.call("proxmox_lxc_exec", args)).toMatchObject({
      data: { exited: false, stdout: expect.stringMatching(/^\^C\n/) },
      notes: [expect.stringContaining("It was ended after 3 s.")],
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["whose console asks for a login", { vmid: 201, command: ["id"] }, "asks for a login"],
    [
      "with what a console can't give",
      { vmid: CONTAINER, command: ["cat"], "input-data": "x" },
      "stdin can't be given over a console",
    ],
    ["whose command is no program", { vmid: CONTAINER, command: ["-x"] }, "can't be a program"],
  ])("runs none in a container %s", async (_, args, message) => {
    expect((await harness.refused("proxmox_lxc_exec", args)).message).toContain(message);
  });
});

describe("who may look and who may type", () => {
  it.each([
    ["read", []],
    ["operate", ["proxmox_console_read", "proxmox_console_screenshot"]],
    [
      "elevated",
      [
        "proxmox_console_read",
        "proxmox_console_screenshot",
        "proxmox_console_send",
        "proxmox_console_type",
      ],
    ],
  ] as const)("is decided by the tier: %s", async (access, expected) => {
    const harness = await openToolbox({ access });
    const names = harness.toolbox.listed.map(({ name }) => name);
    const wanted = names
      .filter((name) => /console_(?:read|screenshot|send|type)$/.test(name))
      .sort();
    expect(wanted).toEqual(expected);
    await harness.close();
  });

  it("looks below elevated, and the console's own endpoint stays closed", async () => {
    const harness = await openToolbox({ access: "operate" });
    pictureOf(await harness.result("proxmox_console_screenshot", { vmid: VM }));
    const door = {
      endpoint: "POST /nodes/{node}/qemu/{vmid}/vncproxy",
      params: { node: "pve1", vmid: VM },
    };
    expect((await harness.refused("proxmox_api_write", door)).code).toBe("access");
    await harness.close();
  });
});
