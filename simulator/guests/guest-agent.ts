import { fault } from "../http/api-error.js";
import type { Context } from "../http/context.js";
import { GUEST_WORD, guestOf, hasAgent, nameOf } from "./guest.js";
import type { AgentState, Guest } from "./guest-state.js";

/** Milliseconds after a start until the agent inside answers. */
const BOOT = 8000;

/** The inside of a machine whose guest agent answers. */
export interface Inside {
  guest: Guest;
  agent: AgentState;
}

/** @throws ApiFault 500 with the reason why there is nobody to talk to */
export function enter(context: Context): Inside {
  const guest = guestOf(context, "qemu");
  if (!hasAgent(guest)) throw fault("No QEMU guest agent configured");
  if (!guest.running) throw fault(`${GUEST_WORD.qemu} ${guest.vmid} is not running`);
  const uptime = context.clock.now() - guest.startedAt;
  if (guest.paused || uptime < BOOT) throw fault("QEMU guest agent is not running");
  return insideOf(guest);
}

/** A machine as whoever has logged in finds it. */
export function insideOf(guest: Guest): Inside {
  guest.agent ??= newAgent(guest);
  return { guest, agent: guest.agent };
}

/** What the agent itself refuses. */
export function agentError(message: string) {
  return fault(`Agent error: ${message}`);
}

function newAgent(guest: Guest): AgentState {
  const name = nameOf(guest);
  return {
    files: new Map([
      ["/etc/hostname", `${name}\n`],
      ["/etc/os-release", OS_RELEASE],
      ["/etc/hosts", `127.0.0.1\tlocalhost\n127.0.1.1\t${name}\n`],
      ["/root/.bashrc", "# ~/.bashrc: executed by bash(1) for non-login shells.\n"],
    ]),
    users: new Map([
      ["root", {}],
      ["debian", { loggedInAt: guest.startedAt + 60_000 }],
    ]),
    processes: new Map(),
    frozen: false,
  };
}

const OS_RELEASE = [
  'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"',
  'NAME="Debian GNU/Linux"',
  'VERSION_ID="13"',
  'VERSION="13 (trixie)"',
  "ID=debian",
  "",
].join("\n");

/** A guest's first address, made from its number. */
export function addressOf({ vmid }: Pick<Guest, "vmid">): string {
  return `198.51.100.${(vmid % 250) + 2}`;
}
