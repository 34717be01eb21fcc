import { isObject } from "../kit/objects.js";
import { type GuestFacts, idleEntries, tagsOf } from "../policy/scope/guest-rules.js";
import { hideRows } from "../policy/scope/hide-rows.js";
import { namedIn } from "../policy/scope/named.js";
import { isScoped, outOfScope, type Scope } from "../policy/scope/scope.js";
import type { Subject } from "../policy/scope/subject.js";
import { disksWritten } from "../policy/scope/touches.js";
import { ToolError } from "./errors.js";

/** What must be asked of the cluster before a request can be judged. */
export interface ScopeSources {
  guests(): Promise<readonly ListedGuest[]>;
  /** A guest's configuration. */
  config(kind: "qemu" | "lxc", node: string, vmid: number): Promise<unknown>;
  /** Gets what an operator should know, once. */
  onNotice?: ((notice: string) => void) | undefined;
}

interface ListedGuest {
  vmid: number;
  node: string;
  kind: "qemu" | "lxc";
  row: Readonly<Record<string, unknown>>;
}

export interface ScopeCheck {
  /** @throws ToolError for what is out of scope */
  check(subject: Subject): Promise<void>;
  /** An answer without what is out of scope, where that is hidden. */
  visible(answer: unknown): Promise<unknown>;
}

/** All that hold: the operator's, and the one of whoever calls. */
export function createScopeChecks(
  { scope, callerScope }: { scope?: Scope; callerScope?: Scope },
  sources: ScopeSources,
): ScopeCheck {
  const checks = [
    createScopeCheck(scope, OPERATORS, sources),
    createScopeCheck(callerScope, CALLERS, { ...sources, onNotice: undefined }),
  ];
  return {
    check: async (subject) => {
      for (const { check } of checks) await check(subject);
    },
    visible: async (answer) => {
      let left = answer;
      for (const { visible } of checks) left = await visible(left);
      return left;
    },
  };
}

const OPERATORS = "The operator can widen PROXMOX_GUESTS, PROXMOX_NODES or PROXMOX_STORAGES.";

const CALLERS = "The operator can give this caller more: its token or its claims say what it has.";

/** Holds requests against a scope; without one, nothing is asked and all passes. */
function createScopeCheck(
  scope: Scope | undefined,
  widening: string,
  sources: ScopeSources,
): ScopeCheck {
  let isChecked = false;
  const tellIdle = (guests: readonly ListedGuest[]) => {
    if (isChecked || !scope?.guests) return;
    isChecked = true;
    const facts = factsIn(guests);
    const known = guests.flatMap(({ vmid }) => facts(vmid) ?? []);
    const idle = idleEntries(scope.guests, known);
    if (idle.length > 0) sources.onNotice?.(`PROXMOX_GUESTS: no guest is ${idle.join(", ")}`);
  };
  return {
    check: async (subject) => {
      if (!isScoped(scope, subject)) return;
      const guests = await sources.guests();
      tellIdle(guests);
      const disks = scope.storages ? await storagesWritten(subject, guests, sources) : [];
      const reason = outOfScope(scope, subject, { guest: factsIn(guests), disks });
      if (reason === undefined) return;
      throw new ToolError(
        "scope",
        `${subject.endpoint} is out of scope: ${reason}.`,
        `Nothing was sent. ${widening}`,
      );
    },
    visible: async (answer) => {
      if (!scope?.read || !Array.isArray(answer)) return answer;
      return hideRows(answer, scope, factsIn(await sources.guests()));
    },
  };
}

function factsIn(guests: readonly ListedGuest[]) {
  const byVmid = new Map(guests.map((guest) => [guest.vmid, guest]));
  return (vmid: number): (GuestFacts & { node: string }) | undefined => {
    const guest = byVmid.get(vmid);
    if (!guest) return undefined;
    const { tags, pool } = guest.row;
    return {
      vmid,
      node: guest.node,
      tags: tagsOf(tags),
      ...(typeof pool === "string" && pool !== "" && { pool }),
    };
  };
}

/** The storages of those disks of the request's guest that it writes to without naming them. */
async function storagesWritten(
  { endpoint, parameters }: Subject,
  guests: readonly ListedGuest[],
  sources: ScopeSources,
): Promise<string[]> {
  const written = disksWritten(endpoint, parameters);
  const guest = guests.find(({ vmid }) => vmid === Number(parameters["vmid"]));
  if (!written || !guest) return [];
  const config = await sources.config(guest.kind, guest.node, guest.vmid);
  if (!isObject(config)) return [];
  const disks = Object.entries(config).filter(([name]) => written === "all" || name === written);
  return [...namedIn(Object.fromEntries(disks)).storages];
}
