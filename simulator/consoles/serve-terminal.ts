import type { Duplex } from "node:stream";
import type { Inside } from "../guests/guest-agent.js";
import type { Clock } from "../support/clock.js";
import { createLoginShell, type LoginShell } from "./login-shell.js";

/** Longer than any ticket. */
const LONGEST_LOGIN = 4096;

export interface TerminalSession {
  /** Whether this user and ticket may come in. */
  admits(user: string, ticket: string): boolean;
  inside: Inside;
  asksLogin: boolean;
  clock: Clock;
  /** What the program behind it says before it ends at once; absent: it runs. */
  complaint?: string;
}

/** A terminal as `termproxy` serves it: a line that logs in, then counted messages. */
export function serveTerminal(stream: Duplex, session: TerminalSession): void {
  let buffer = Buffer.alloc(0);
  let shell: LoginShell | undefined;

  function logIn(): boolean {
    const end = buffer.indexOf("\n");
    if (end < 0) {
      if (buffer.length > LONGEST_LOGIN) stream.destroy();
      return false;
    }
    const [, user = "", ticket = ""] = /^([^:]*):(.*)$/.exec(buffer.toString("utf8", 0, end)) ?? [];
    buffer = buffer.subarray(end + 1);
    if (!session.admits(user, ticket)) {
      stream.end();
      return false;
    }
    stream.write("OK");
    const { asksLogin, clock, inside, complaint } = session;
    if (complaint !== undefined) {
      stream.end(`${complaint}\r\n`);
      return false;
    }
    shell = createLoginShell(inside, clock, { asksLogin, onOutput: (text) => stream.write(text) });
    stream.write(`\r\n${shell.prompt()}`);
    return true;
  }

  /** @returns false when more bytes are needed */
  function step(): boolean {
    if (!shell) return logIn();
    const text = buffer.toString("latin1", 0, 24);
    const data = /^0:(\d+):/.exec(text);
    if (data) {
      const end = data[0].length + Number(data[1]);
      if (buffer.length < end) return false;
      shell.type(buffer.toString("utf8", data[0].length, end));
      buffer = buffer.subarray(end);
      return true;
    }
    const resize = /^1:\d+:\d+:/.exec(text);
    if (!resize && /^[01](?::\d*){0,2}$/.test(text)) return false;
    // what it doesn't know, a ping among that, the genuine one drops byte by byte
    buffer = buffer.subarray(resize ? resize[0].length : 1);
    return buffer.length > 0;
  }

  stream.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (step());
  });
  stream.on("error", () => stream.destroy());
}
