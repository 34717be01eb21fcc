import { openTerminal, type Terminal } from "../consoles/terminal.js";
import { terminalKey } from "../consoles/terminal-keys.js";
import { renderTerminal } from "../consoles/terminal-text.js";
import { defined } from "../kit/defined.js";
import type { ConsoleUse } from "../policy/console-uses.js";
import type { EndpointKey } from "../schema/model.js";
import type { Guest, TerminalReading, TerminalView } from "./define.js";
import { refuse } from "./errors.js";
import { callOptions, type Session } from "./session.js";

export const TERMINAL_SIZE = { columns: 120, rows: 40 };

/** Bytes of output that are drawn: what came before is off the screen anyway. */
const DRAWN = 256 * 1024;
/** Milliseconds between looks. */
const LOOK = 100;
/** Milliseconds that a server may take to let us in. */
const HANDSHAKE = 20_000;
/** Lines that are shown of all that were written. */
const MOST_LINES = 200;

/** Reads a guest's terminal for some time, after typing where there is something to type. */
export async function readTerminal(
  session: Session,
  reading: TerminalReading,
): Promise<TerminalView> {
  const input = inputOf(reading);
  const { guest, serial, until, seconds } = reading;
  const use = input === "" ? "look" : "type";
  return withTerminal(session, guest, { use, serial, typed: input }, async (terminal) => {
    let output = Buffer.alloc(0);
    terminal.onOutput((chunk) => {
      output = Buffer.concat([output, chunk]).subarray(-DRAWN);
    });
    if (input !== "") terminal.send(input);
    const clock = await session.gate.clock();
    const end = clock.now() + seconds * 1000;
    let found = false;
    while (clock.now() < end && !found && !terminal.failure) {
      await clock.sleep(LOOK, session.signal);
      found = until !== undefined && (await linesOf(output)).lines.join("\n").includes(until);
    }
    const { lines, cursor } = await linesOf(output);
    const omitted = Math.max(0, lines.length - MOST_LINES);
    return {
      lines: lines.slice(omitted),
      ...(omitted > 0 && { omitted }),
      cursor: { ...cursor, line: cursor.line - omitted },
      ...(until !== undefined && { found }),
    };
  });
}

export interface TerminalUse {
  use: ConsoleUse;
  /** A VM's; absent: its only one. */
  serial?: string | undefined;
  typed?: string;
}

/** Opens a guest's terminal for as long as `work` takes. */
export async function withTerminal<T>(
  session: Session,
  { node, vmid, kind }: Guest,
  { use, serial, typed }: TerminalUse,
  work: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  const { gate, signal } = session;
  const opened = await gate.openConsole(
    {
      proxy: `POST /nodes/{node}/${kind}/{vmid}/termproxy` as EndpointKey,
      socket: `GET /nodes/{node}/${kind}/{vmid}/vncwebsocket` as EndpointKey,
      parameters: { node, vmid, ...defined({ serial }) },
      use,
      ...(typed !== undefined && { typed: JSON.stringify(typed) }),
    },
    callOptions(session),
  );
  const { stream, user, ticket } = opened;
  const stop = () => stream.destroy();
  signal.addEventListener("abort", stop, { once: true });
  const slow = setTimeout(stop, HANDSHAKE);
  const settled = () => {
    clearTimeout(slow);
    signal.removeEventListener("abort", stop);
  };
  try {
    const terminal = await openTerminal(stream, { user, ticket, ...TERMINAL_SIZE });
    settled();
    return await work(terminal);
  } finally {
    settled();
    stream.destroy();
  }
}

function linesOf(output: Buffer) {
  return renderTerminal(output, TERMINAL_SIZE);
}

function inputOf({ text = "", keys = [] }: TerminalReading): string {
  try {
    return text.replace(/\r\n?|\n/g, "\r") + keys.map(terminalKey).join("");
  } catch (error) {
    throw refuse((error as Error).message, "Nothing was sent.");
  }
}
