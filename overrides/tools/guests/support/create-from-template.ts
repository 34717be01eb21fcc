import type { Guest, Handler, ToolContext } from "../../../../src/tools/define.js";
import { forKind, pathOf } from "../../support/guest-for-kind.js";
import { guestOfRow, guestRows } from "../../support/guest-rows.js";
import { withVmid } from "../../support/next-vmid.js";
import { settingsFor } from "./create-from-template-settings.js";
import { type Config, readConfig } from "./guest-volumes.js";

const WAIT = 300;

const FIRST_DISKS = ["scsi0", "virtio0", "sata0", "ide0", "rootfs"];

/**
 * Everything is checked before anything is made. What fails afterwards leaves the new guest where it
 * is and says what is left to do: deleting it would also delete the traces of the failure.
 */
export const createFromTemplate: Handler = async (context) => {
  const { arguments: args } = context;
  const template = await findTemplate(context);
  const config = await readConfig(context, template);
  const settings = settingsFor(context, template, config);
  const disk = diskOf(context, config);
  const guest = await clone(context, template);
  const steps: [string, () => Promise<unknown>][] = [
    ...(Object.keys(settings).length > 0
      ? [["set", () => set(context, guest, settings)] as [string, () => Promise<unknown>]]
      : []),
    ...(disk
      ? [["resize", () => resize(context, guest, disk)] as [string, () => Promise<unknown>]]
      : []),
    ...(args["start"] === false
      ? []
      : [["start", () => start(context, guest)] as [string, () => Promise<unknown>]]),
  ];
  const done = ["clone"];
  for (const [name, run] of steps) {
    try {
      await run();
    } catch (error) {
      if (context.signal.aborted || !(error instanceof Error)) throw error;
      const left = steps.map(([step]) => step).filter((step) => !done.includes(step));
      throw context.refuse(
        `Guest ${guest.vmid} was made on ${guest.node}, but step "${name}" failed: ${error.message}`,
        `Left to do: ${left.join(", ")}. Do it with the guest's own tools, or delete guest ${guest.vmid}.`,
      );
    }
    done.push(name);
  }
  return {
    data: { vmid: guest.vmid, name: guest.name, node: guest.node, kind: guest.kind, done },
    notes: [
      args["start"] === false
        ? "It isn't started."
        : "It is booting: proxmox_guest_network with action list shows its addresses once it is up.",
    ],
  };
};

async function findTemplate(context: ToolContext): Promise<Guest> {
  const wanted = String(context.arguments["template"]);
  const rows = (await guestRows(context)).filter((row) => Boolean(row["template"]));
  const fitting = rows.filter((row) => [String(row["vmid"]), row["name"]].includes(wanted));
  const [row] = fitting;
  if (row && fitting.length === 1) return guestOfRow(row);
  const known = rows.map(({ vmid }) => vmid).join(", ");
  throw context.refuse(
    fitting.length > 1
      ? `template: ${fitting.length} templates are called so; give the vmid`
      : `template: there is no template ${JSON.stringify(wanted)}; there are ${known || "none"}`,
    "proxmox_guest_list with template=true shows them; proxmox_guest_clone copies other guests.",
  );
}

async function clone(context: ToolContext, template: Guest): Promise<Guest> {
  const { name, newid, full, storage, target, pool } = context.arguments;
  const choices = Object.entries({ full, storage, target, pool });
  const upid = await withVmid(context, newid, async (vmid) => {
    const answer = await context.call(forKind("POST /nodes/{node}/{kind}/{vmid}/clone", template), {
      ...pathOf(template),
      newid: vmid,
      [template.kind === "lxc" ? "hostname" : "name"]: name,
      ...Object.fromEntries(choices.filter(([, value]) => value !== undefined)),
    });
    return { vmid, upid: answer };
  });
  await finish(context, upid.upid, "clone");
  const node = String(target ?? template.node);
  return { vmid: upid.vmid, node, kind: template.kind, name: String(name) };
}

async function set(context: ToolContext, guest: Guest, settings: Config): Promise<void> {
  const endpoint = forKind("PUT /nodes/{node}/{kind}/{vmid}/config", guest);
  const parameters = { ...pathOf(guest), ...settings };
  await context.call(endpoint, parameters, { losesNothing: "the guest was just made" });
}

function diskOf({ arguments: { disk_size: size }, refuse }: ToolContext, config: Config) {
  if (size === undefined) return undefined;
  const disk = FIRST_DISKS.find(
    (name) => config[name] !== undefined && !/media=cdrom|cloudinit/.test(String(config[name])),
  );
  if (!disk) throw refuse("disk_size: the template has no disk that could grow");
  return { disk, size: /^\d+(\.\d+)?$/.test(String(size)) ? `${size}G` : String(size) };
}

async function resize(
  context: ToolContext,
  guest: Guest,
  disk: { disk: string; size: string },
): Promise<void> {
  const endpoint = forKind("PUT /nodes/{node}/{kind}/{vmid}/resize", guest);
  await finish(context, await context.call(endpoint, { ...pathOf(guest), ...disk }), "resize");
}

async function start(context: ToolContext, guest: Guest): Promise<void> {
  const endpoint = forKind("POST /nodes/{node}/{kind}/{vmid}/status/start", guest);
  await finish(context, await context.call(endpoint, pathOf(guest)), "start");
}

/** Some steps are tasks in newer releases only. */
async function finish(context: ToolContext, answer: unknown, step: string): Promise<void> {
  if (typeof answer !== "string" || !answer.startsWith("UPID:")) return;
  const wait = Number(context.arguments["wait"] ?? WAIT);
  const { state, exitstatus } = await context.follow(answer, wait);
  if (state === "ok" || state === "warnings") return;
  const reason =
    state === "running" ? `it still runs after ${wait} s as ${answer}` : (exitstatus ?? state);
  throw context.refuse(`${step}: ${reason}`, "proxmox_node_task follows the task.");
}
