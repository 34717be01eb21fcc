import { fault, parameterFault, permissionFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import { readProperties } from "../support/properties.js";
import { startTask, type TaskControl } from "../tasks/task.js";
import { GUEST_WORD, TASK_PREFIX } from "./guest.js";
import { moveGuest } from "./guest-migrate.js";
import type { Guest } from "./guest-state.js";
import { withGuestLock } from "./lock.js";
import { bringDown, powerOn } from "./power-steps.js";

type Steps = Generator<number, void, void>;

/** What is done to each of many guests, in a task of its own. */
interface BulkAction {
  /** `startall`, `bulk-start` */
  task: string;
  /** `start`: the task of one guest is `qmstart` or `vzstart`. */
  each: string;
  /** `Starting` */
  verb: string;
  applies(guest: Guest): boolean;
  steps(context: Context, guest: Guest, task: TaskControl): Steps;
}

const START: BulkAction = {
  task: "startall",
  each: "start",
  verb: "Starting",
  applies: (guest) => !guest.running && guest.config["template"] === undefined,
  steps: (context, guest, task) => powerOn(context, guest, task),
};

const STOP: BulkAction = {
  task: "stopall",
  each: "shutdown",
  verb: "Stopping",
  applies: (guest) => guest.running,
  *steps(_context, guest) {
    yield 4000;
    bringDown(guest);
  },
};

const SUSPEND: BulkAction = {
  task: "suspendall",
  each: "suspend",
  verb: "Suspending",
  applies: (guest) => guest.running && guest.kind === "qemu",
  *steps(_context, guest) {
    yield 3000;
    bringDown(guest);
    guest.hibernated = true;
    guest.config["lock"] = "suspended";
  },
};

const MIGRATE: BulkAction = {
  task: "migrateall",
  each: "migrate",
  verb: "Migrating",
  applies: (guest) => guest.kind === "qemu" || !guest.running,
  steps: (context, guest, task) => moveGuest(context, guest, context.text("target"), task),
};

/** Startup order as `startup` says: `order=1,up=30`. */
function orderOf({ config }: Guest): number {
  const order = readProperties(String(config["startup"] ?? ""), "order")["order"];
  return order === undefined ? Number.MAX_SAFE_INTEGER : Number(order);
}

function wantedGuests(context: Context, privileges: string[], node?: string): Guest[] {
  const vmids = splitList(context.values["vms"]).map(Number);
  const { state, access } = context;
  if (!privileges.every((name) => access.has("/", name))) {
    if (vmids.length === 0) throw permissionFault(`/, ${privileges.join(", ")}`);
    for (const vmid of vmids) context.require(`/vms/${vmid}`, privileges);
  }
  return [...state.guests.values()]
    .filter((guest) => node === undefined || guest.node === node)
    .filter((guest) => vmids.length === 0 || vmids.includes(guest.vmid))
    .sort((a, b) => orderOf(a) - orderOf(b) || a.vmid - b.vmid);
}

/** One task that starts those of the guests, one after the other. */
function runBulk(
  context: Context,
  action: BulkAction,
  guests: Guest[],
  type = action.task,
): string {
  const { state } = context;
  return context.task(type, "", function* (task) {
    const failed: number[] = [];
    for (const guest of guests.filter((one) => action.applies(one))) {
      task.log(`${action.verb} ${GUEST_WORD[guest.kind]} ${guest.vmid}`);
      const upid = startTask(
        context,
        {
          node: guest.node,
          type: `${TASK_PREFIX[guest.kind]}${action.each}`.replace("qmmigrate", "qmigrate"),
          id: guest.vmid,
          user: context.identity.id,
        },
        (control) => withGuestLock(state, guest, () => action.steps(context, guest, control)),
      );
      while (state.tasks.get(upid)?.exitstatus === undefined) yield 250;
      const exitstatus = state.tasks.get(upid)?.exitstatus;
      if (exitstatus === "OK") continue;
      failed.push(guest.vmid);
      task.log(`${action.verb} ${GUEST_WORD[guest.kind]} ${guest.vmid} failed: ${exitstatus}`);
    }
    if (type.startsWith("bulk-") && failed.length > 0) {
      throw fault(`Some guests failed to ${type.slice(5)}: ${failed.join(", ")}`);
    }
  });
}

/** Guests with `onboot` come up when their node does. */
export function startOnBoot(context: Context, node: string): void {
  const guests = [...context.state.guests.values()]
    .filter((guest) => guest.node === node && Number(guest.config["onboot"] ?? 0) === 1)
    .sort((a, b) => orderOf(a) - orderOf(b));
  const root: Context = { ...context, identity: { user: "root@pam", id: "root@pam" }, node };
  startTask(root, { node, type: "startall", user: "root@pam" }, function* (task) {
    for (const guest of guests) {
      if (guest.running) continue;
      task.log(`Starting ${GUEST_WORD[guest.kind]} ${guest.vmid}`);
      yield* powerOn(root, guest, task);
    }
  });
}

function startAll(context: Context): string {
  const isForced = context.flag("force");
  const guests = wantedGuests(context, ["VM.PowerMgmt"], context.node);
  const wanted = guests.filter((guest) => isForced || Number(guest.config["onboot"] ?? 0) === 1);
  return runBulk(context, START, wanted);
}

function migrateAll(context: Context): string {
  const target = context.text("target");
  if (target === context.node) throw parameterFault({ target: "target is local node." });
  const guests = wantedGuests(context, ["VM.Migrate"], context.node);
  if (!context.state.nodes.has(target)) throw fault(`no such cluster node '${target}'`);
  return runBulk(context, MIGRATE, guests);
}

function bulkMigrate(context: Context): string {
  const target = context.text("target");
  if (!context.state.nodes.has(target)) throw fault(`no such cluster node '${target}'`);
  const guests = wantedGuests(context, ["VM.Migrate"]).filter((guest) => guest.node !== target);
  return runBulk(context, MIGRATE, guests, "bulk-migrate");
}

const power = (context: Context, node?: string) =>
  wantedGuests(context, ["VM.PowerMgmt"], node).reverse();

export const nodeGuestHandlers: Handlers = {
  "POST /nodes/{node}/startall": startAll,
  "POST /nodes/{node}/stopall": (context) => runBulk(context, STOP, power(context, context.node)),
  "POST /nodes/{node}/suspendall": (context) =>
    runBulk(context, SUSPEND, power(context, context.node)),
  "POST /nodes/{node}/migrateall": migrateAll,
  "POST /cluster/bulk-action/guest/start": (context) =>
    runBulk(context, START, wantedGuests(context, ["VM.PowerMgmt"]), "bulk-start"),
  "POST /cluster/bulk-action/guest/shutdown": (context) =>
    runBulk(context, STOP, power(context), "bulk-shutdown"),
  "POST /cluster/bulk-action/guest/suspend": (context) =>
    runBulk(context, SUSPEND, power(context), "bulk-suspend"),
  "POST /cluster/bulk-action/guest/migrate": bulkMigrate,
  "GET /cluster/bulk-action/guest": () =>
    ["start", "shutdown", "migrate", "suspend"].map((name) => ({ name })),
};
