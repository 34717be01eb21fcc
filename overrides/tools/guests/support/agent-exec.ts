import { defined } from "../../../../src/kit/defined.js";
import type { Guest, Handler, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { isOn } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { killTree } from "./kill-tree.js";

const DEFAULT_TIMEOUT = 30;

/** Milliseconds between looks: a short command is answered fast, a long one asked about rarely. */
const LOOKS = [50, 100, 200, 400, 800];

type Status = Record<string, unknown>;

/** Starts a program and waits for its end. */
export const execInGuest: Handler = async (context) => {
  const guest = requireGuest(context);
  const args = context.arguments;
  const started = await startProgram(context, guest);
  const timeout = Number(args["timeout"] ?? DEFAULT_TIMEOUT) * 1000;
  const clock = await context.clock();
  const end = clock.now() + timeout;
  for (let look = 0; ; look += 1) {
    const status = await ask(context, guest, started.pid);
    if (isOn(status["exited"])) return finished(started.pid, status, context);
    const left = end - clock.now();
    if (left <= 0) break;
    await clock.sleep(Math.min(LOOKS[look] ?? 1_000, left), context.signal);
  }
  if (isOn(args["end"])) return endProgram(context, guest, started.pid, timeout);
  return {
    data: { pid: started.pid, exited: false },
    notes: [
      `It is still running after ${timeout / 1000} s. Ask again with proxmox_agent_exec, action status and this pid: its end is told once only, and its output with it.`,
    ],
  };
};

/** Ends a program and what it has started; the agent tells output only of what has ended. */
async function endProgram(
  context: ToolContext,
  guest: Guest,
  pid: number,
  timeout: number,
): Promise<ToolAnswer> {
  const config = await context.call("GET /nodes/{node}/qemu/{vmid}/config", pathOf(guest));
  const command = killTree(pid, isWindows(config.ostype));
  await context.call("POST /nodes/{node}/qemu/{vmid}/agent/exec", { ...pathOf(guest), command });
  const clock = await context.clock();
  const note = `It was ended after ${timeout / 1000} s.`;
  for (const pause of LOOKS) {
    await clock.sleep(pause, context.signal);
    const status = await ask(context, guest, pid);
    if (!isOn(status["exited"])) continue;
    const answer = finished(pid, status, context);
    return { ...answer, notes: [note, ...(answer.notes ?? [])] };
  }
  return {
    data: { pid, exited: false },
    notes: [`It was to be ended after ${timeout / 1000} s, but still runs.`],
  };
}

/**
 * A program that isn't there makes the agent say so in curly quotes, on which the node's daemon
 * breaks and answers status 596.
 */
async function startProgram(context: ToolContext, guest: Guest): Promise<{ pid: number }> {
  const input = context.arguments["input-data"];
  const command = await commandOf(context, guest);
  try {
    return await context.call("POST /nodes/{node}/qemu/{vmid}/agent/exec", {
      ...pathOf(guest),
      command,
      ...defined({ "input-data": input }),
    });
  } catch (error) {
    if ((error as { status?: unknown }).status !== 596) throw error;
    throw context.refuse(
      `command: ${JSON.stringify(command[0])} couldn't be started; most likely guest ${guest.vmid} has no such program`,
      "Give its full path, or the whole line as one text, so that the guest's shell says what is wrong.",
    );
  }
}

/** One look; the agent forgets a program once it has told its end. */
export const execStatus: Handler = async (context) => {
  const pid = Number(context.arguments["pid"]);
  const status = await ask(context, requireGuest(context), pid);
  return isOn(status["exited"]) ? finished(pid, status, context) : { data: { pid, exited: false } };
};

async function ask({ call }: ToolContext, guest: Guest, pid: number): Promise<Status> {
  const endpoint = "GET /nodes/{node}/qemu/{vmid}/agent/exec-status";
  return await call(endpoint, { ...pathOf(guest), pid });
}

/**
 * One text of several words is a line for a shell: as a program's name, which the agent would take it
 * for, it can't be meant.
 */
async function commandOf(context: ToolContext, guest: Guest): Promise<string[]> {
  const { command, args } = context.arguments;
  const words = [command].flat().map(String);
  const [only = ""] = words;
  if (args !== undefined) return [...words, ...[args].flat().map(String)];
  if (words.length !== 1 || !/\s/.test(only)) return words;
  const config = await context.call("GET /nodes/{node}/qemu/{vmid}/config", pathOf(guest));
  return isWindows(config.ostype) ? ["cmd.exe", "/c", only] : ["/bin/sh", "-c", only];
}

/** wxp, w2k8, wvista, win7 … */
function isWindows(ostype: string | undefined): boolean {
  return ostype?.startsWith("w") ?? false;
}

function finished(pid: number, status: Status, { arguments: args }: ToolContext): ToolAnswer {
  const wantsOutput = args["capture-output"] === undefined || isOn(args["capture-output"]);
  const cut = [
    ...(isOn(status["out-truncated"]) ? ["stdout"] : []),
    ...(isOn(status["err-truncated"]) ? ["stderr"] : []),
  ];
  return {
    data: {
      pid,
      exited: true,
      exitcode: status["exitcode"],
      signal: status["signal"],
      ...(wantsOutput && { stdout: status["out-data"] ?? "", stderr: status["err-data"] ?? "" }),
    },
    ...(cut.length > 0 && {
      notes: [`The agent cut ${cut.join(" and ")}: 16 MiB are the most that it hands over.`],
    }),
  };
}
