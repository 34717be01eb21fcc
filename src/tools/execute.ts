import { runOverSsh } from "../exec/run-over-ssh.js";
import { defined } from "../kit/defined.js";
import { allowsCommand } from "../policy/allow-command.js";
import type { EndpointKey } from "../schema/model.js";
import { show } from "./arguments.js";
import type { Execution, ExecutionResult, Guest } from "./define.js";
import { refuse, ToolError } from "./errors.js";
import { kindError } from "./exclusions.js";
import type { ProgramRules } from "./program-rules.js";
import { call } from "./request.js";
import { callOptions, type Session } from "./session.js";

/** What policy, scope and audit call a program that runs outside of Proxmox's API. */
const IN_CONTAINER: EndpointKey = "POST /nodes/{node}/lxc/{vmid}/exec";
const ON_NODE: EndpointKey = "POST /nodes/{node}/exec";

/** Runs a program in a container or on a node, the way that the operator allows. */
export async function execute(session: Session, execution: Execution): Promise<ExecutionResult> {
  const { guest } = execution;
  const { programs } = session.gate;
  checkProgram(execution);
  if (guest) {
    if (!programs.ssh && !programs.console)
      throw switchedOff(execution.tool, guest, execution.words);
    checkAllowed(programs, execution.words, programs.allow !== undefined);
    await session.gate.permit(IN_CONTAINER, parametersOf(execution), callOptions(session));
    if (!programs.ssh) return throughConsole(session, { ...execution, guest });
  } else {
    if (!programs.ssh || !programs.node) throw nodeSwitchedOff(programs);
    checkAllowed(programs, execution.words, true);
    await session.gate.permit(ON_NODE, parametersOf(execution), callOptions(session));
    await checkNode(session, execution.node);
  }
  return overSsh(session, execution, programs);
}

function parametersOf({ node, guest, words, user, cwd }: Execution): Record<string, unknown> {
  return {
    node,
    ...(guest && { vmid: guest.vmid }),
    command: [...words],
    ...defined({ user, cwd }),
  };
}

async function overSsh(
  session: Session,
  execution: Execution,
  { ssh }: ProgramRules,
): Promise<ExecutionResult> {
  if (!ssh) throw refuse("ssh is off");
  const { node, guest, words, env = {}, cwd, user, stdin, timeout, maxOutput } = execution;
  const program = {
    words,
    env,
    prefix: ssh.prefix,
    ...(guest && { vmid: guest.vmid }),
    ...defined({ cwd, user }),
  };
  const result = await runOverSsh(ssh, program, {
    node,
    ...defined({ stdin }),
    timeout: timeout * 1000,
    maxOutput,
    signal: session.signal,
    onOutput: session.progress,
  });
  return { ...result, via: "ssh" };
}

async function throughConsole(
  session: Session,
  execution: Execution & { guest: Guest },
): Promise<ExecutionResult> {
  const { guest, stdin, user } = execution;
  const unable = [stdin !== undefined && "stdin", user !== undefined && "user"].filter(Boolean);
  if (unable.length > 0) {
    throw new ToolError(
      "arguments",
      `${unable.join(" and ")} can't be given over a console`,
      "Nothing was run. PROXMOX_EXEC_SSH=true can do it.",
    );
  }
  const { node, vmid } = guest;
  const { cmode } = await call(session, "GET /nodes/{node}/lxc/{vmid}/config", { node, vmid });
  if (cmode !== "shell") {
    throw new ToolError(
      "refused",
      `container ${vmid}: its console asks for a login (cmode ${cmode ?? "tty"}), so nothing can be run through it`,
      "Nothing was run. proxmox_guest_config with cmode=shell makes it a shell, or PROXMOX_EXEC_SSH=true goes another way.",
    );
  }
  const { runInConsole } = await import("./run-in-console.js");
  return runInConsole(session, execution);
}

function checkProgram({ words, cwd = "", user = "", env = {} }: Execution): void {
  const [name = ""] = words;
  const texts = [...words, cwd, user, ...Object.values(env)];
  const variable = Object.keys(env).find((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  const problems: [boolean, string][] = [
    [name === "" || name.startsWith("-"), `command: ${show(name)} can't be a program`],
    [texts.some((text) => text.includes("\0")), "command: nothing of it can hold a NUL character"],
    [
      !/^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/.test(user),
      `user: ${show(user)} can't be a user's name`,
    ],
    [variable !== undefined, `env: ${show(variable)} can't be a variable's name`],
  ];
  const problem = problems.find(([isThere]) => isThere);
  if (problem) throw new ToolError("arguments", problem[1], "Nothing was run.");
}

/** Another host that ssh happens to know is none of ours. */
async function checkNode(session: Session, node: string): Promise<void> {
  const nodes = await call(session, "GET /nodes", {});
  const names = nodes.map((entry) => String(entry.node));
  if (names.includes(node)) return;
  throw new ToolError(
    "not_found",
    `node: the cluster has no ${show(node)}; it has ${names.join(", ")}`,
    "Nothing was run.",
  );
}

function checkAllowed(
  { allow = [] }: ProgramRules,
  words: readonly string[],
  applies: boolean,
): void {
  if (!applies || allowsCommand(allow, words)) return;
  const list = allow.length === 0 ? "it is empty" : `it has ${allow.join(", ")}`;
  throw new ToolError(
    "access",
    `${JSON.stringify(words.slice(0, 3).join(" "))} isn't on this server's list of commands; ${list}.`,
    "The operator can add it to PROXMOX_EXEC_ALLOW, as the first words of a command.",
  );
}

/** As every other thing that a container hasn't: with the line to type instead. */
function switchedOff(tool: string, guest: Guest, command: readonly string[]): ToolError {
  return kindError(tool, ["POST /nodes/{node}/qemu/{vmid}/agent/exec"], guest, {
    command,
  });
}

function nodeSwitchedOff({ ssh }: ProgramRules): ToolError {
  const missing = [...(ssh ? [] : ["PROXMOX_EXEC_SSH=true"]), "PROXMOX_EXEC_NODE=true"];
  return new ToolError(
    "access",
    "This server runs no programs on nodes",
    `The operator can allow some with ${missing.join(", ")} and PROXMOX_EXEC_ALLOW=zpool status,pveperf.`,
  );
}
