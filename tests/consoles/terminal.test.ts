import { duplexPair } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serveTerminal } from "../../simulator/consoles/serve-terminal.js";
import type { Inside } from "../../simulator/guests/guest-agent.js";
import { manualClock } from "../../simulator/support/clock.js";
import { markedLine } from "../../src/consoles/marked-command.js";
import { openTerminal } from "../../src/consoles/terminal.js";
import { renderTerminal } from "../../src/consoles/terminal-text.js";
import { createRunMarks } from "../../src/exec/run-marks.js";

const inside = {
  guest: { vmid: 101, kind: "lxc", config: { hostname: "dns" }, startedAt: 0 },
  agent: {
    files: new Map([["/etc/hostname", "dns\n"]]),
    users: new Map(),
    processes: new Map(),
    frozen: false,
  },
} as unknown as Inside;

async function terminal({ asksLogin = false, ticket = "PVEVNC:1::abc" } = {}) {
  const [client, server] = duplexPair();
  serveTerminal(server, {
    admits: (user, given) => user === "root@pam!t" && given === "PVEVNC:1::abc",
    inside,
    asksLogin,
    clock: manualClock(),
  });
  const opened = await openTerminal(client, { user: "root@pam!t", ticket, columns: 80, rows: 24 });
  const pieces: Buffer[] = [];
  opened.onOutput((output) => pieces.push(output));
  const text = () => Buffer.concat(pieces).toString();
  const until = async (wanted: string) => {
    while (!text().includes(wanted)) await new Promise((resolve) => setImmediate(resolve));
    return text();
  };
  return { opened, until, output: () => Buffer.concat(pieces) };
}

describe("openTerminal", () => {
  it("types and reads, behind a login line that may hold colons", async () => {
    const { opened, until } = await terminal({ asksLogin: true });
    await until("dns login: ");
    opened.send("root\rpw\r");
    await until("~# ");
    opened.send("cat /etc/hostname\r");
    expect(await until("\r\ndns\r\n")).toContain("Password: \r\nLast login");
    opened.close();
  });

  it("says that the ticket is refused", async () => {
    await expect(terminal({ ticket: "PVEVNC:2::abc" })).rejects.toThrow(
      "the terminal refused the ticket",
    );
  });

  it("sends a long input in counted pieces", async () => {
    const { opened, until } = await terminal();
    const long = "x".repeat(70_000);
    opened.send(`echo ${long}\r`);
    expect(await until(`\r\n${long}\r\n`)).toContain("~# ");
  });
});

describe("markedLine", () => {
  it.each<[string[], string, number]>([
    [["cat", "/etc/hostname"], "dns\n", 0],
    [["echo", "it's", "$HOME;", '"x"'], 'it\'s $HOME; "x"\n', 0],
    [["nosuch"], "sh: nosuch: not found\n", 127],
    [["false"], "", 1],
  ])("brings back output and exit code of %j", async (words, output, exitCode) => {
    const { opened, until, output: all } = await terminal();
    const marks = createRunMarks("m4rk");
    opened.send(markedLine(words, "m4rk"));
    await until("\x1em4rk:end:");
    await until("~# ");
    expect(marks.add(all()).toString().replaceAll("\r\n", "\n")).toBe(output);
    expect(marks.exitCode).toBe(exitCode);
  });
});

describe("renderTerminal", () => {
  it("shows what escape sequences leave on the screen", async () => {
    const output = Buffer.from("junk\x1b[2J\x1b[H\x1b[31mred\x1b[0m\x1b[3;5Hthere\r\nab\bc");
    expect(await renderTerminal(output, { columns: 20, rows: 5 })).toEqual({
      lines: ["red", "", "    there", "ac"],
      cursor: { line: 3, column: 2 },
    });
  });

  it("takes any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (output) => {
        const { lines } = await renderTerminal(output, { columns: 20, rows: 5 });
        expect(lines.every((line) => line.length <= 40)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
