import type { Handler, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { isOn, namesIn, settingsOf } from "../../support/guest-arguments.js";
import { filterRows, guestRows } from "../../support/guest-rows.js";
import { inParallel } from "../../support/in-parallel.js";

const OWN = ["volume", "archive", "force", "vmid", "vmids"] as const;

/** A node backs up only its own guests: one request for each node that has some of them. */
export const createBackup: Handler = async (context) => {
  const { arguments: args, refuse } = context;
  const vmids = namesIn([args["vmids"], args["vmid"]]).map(Number);
  const chosen = [vmids.length > 0, isOn(args["all"]), args["pool"] !== undefined].filter(Boolean);
  if (chosen.length !== 1) throw refuse("Say which guests: one of vmids, all=true and pool.");
  for (const name of ["volume", "archive", "force"]) {
    if (args[name] !== undefined) throw refuse(`${name}: belongs to another action`);
  }
  const nodes = await nodesOf(context, vmids);
  // Proxmox can't choose by kind: then the guests are named
  const isNamed = vmids.length > 0 || args["type"] !== undefined;
  const settings = settingsOf(context, ...OWN, ...(isNamed ? ["all", "pool"] : []));
  const endpoint = "POST /nodes/{node}/vzdump";
  const requests = nodes.map(({ node, guests }) => ({
    compress: "zstd",
    ...settings,
    node,
    ...(isNamed && { vmid: guests.join(",") }),
  }));
  await context.announce(requests.map((parameters) => ({ endpoint, parameters })));
  const answers = await inParallel(requests, requests.length, (parameters) =>
    context.request(endpoint, parameters),
  );
  return merge(nodes, answers);
};

interface NodeGuests {
  node: string;
  guests: number[];
}

async function nodesOf(context: ToolContext, vmids: readonly number[]): Promise<NodeGuests[]> {
  const { arguments: args, refuse } = context;
  const rows = await guestRows(context);
  const missing = vmids.filter((vmid) => !rows.some((row) => Number(row["vmid"]) === vmid));
  if (missing.length > 0) throw refuse(`vmids: there is no guest ${missing.join(", ")}`);
  const wanted = filterRows(rows, { node: args["node"], pool: args["pool"], type: args["type"] });
  const nodes = new Map<string, number[]>();
  for (const row of wanted) {
    const vmid = Number(row["vmid"]);
    if (vmids.length > 0 && !vmids.includes(vmid)) continue;
    const node = String(row["node"]);
    nodes.set(node, [...(nodes.get(node) ?? []), vmid]);
  }
  const found = [...nodes].map(([node, guests]) => ({ node, guests }));
  const total = found.flatMap(({ guests }) => guests).length;
  if (total === 0 || total < vmids.length) {
    const others = vmids.filter((vmid) => !found.some(({ guests }) => guests.includes(vmid)));
    const which = others.length > 0 ? `: ${others.join(", ")} is elsewhere or of another kind` : "";
    throw refuse(`No guest fits${which}.`);
  }
  return found.sort((a, b) => (a.node < b.node ? -1 : 1));
}

function merge(nodes: readonly NodeGuests[], answers: readonly ToolAnswer[]): ToolAnswer {
  const [only] = answers;
  if (answers.length === 1 && only) return only;
  return { data: nodes.map((node, index) => ({ ...node, task: answers[index]?.data })) };
}
