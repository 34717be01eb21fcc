/** `npm run demo`: a tour by a real MCP client; exits 0 only if each step got what it should. */
import { createClient, type DemoClient } from "./client.js";
import { createPrinter, type Printer } from "./print.js";

const hasColours = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const print = createPrinter(process.stdout, hasColours);
const client = await createClient({ PROXMOX_ACCESS: "operate" });

const steps: [string, (client: DemoClient, print: Printer) => Promise<void>][] = [
  ["What a client is told", showTools],
  ["The guests of a simulated cluster", showGuests],
  ["A snapshot, followed to its end", takeSnapshot],
  ["A destructive call that isn't allowed here", refuseDelete],
  ["An endpoint found, described and called through the doors", useDoors],
  ["A mistake explained", explainMistake],
];

let failed = 0;
for (const [title, step] of steps) {
  print.heading(title);
  try {
    await step(client, print);
    print.passed();
  } catch (error) {
    failed += 1;
    print.failed((error as Error).message);
  }
}
await client.close();
print.summary(steps.length - failed, failed);
process.exitCode = failed === 0 ? 0 : 1;

async function showTools({ tools, instructions }: DemoClient, print: Printer): Promise<void> {
  const bytes = Buffer.byteLength(JSON.stringify(tools));
  print.line(`${tools.length} tools in about ${Math.ceil(bytes / 4)} tokens`);
  print.line(instructions);
  expect(tools.length >= 13, "thirteen tools or more");
  expect(
    tools.every((tool) => tool.annotations !== undefined),
    "annotations on each tool",
  );
}

async function showGuests(client: DemoClient, print: Printer): Promise<void> {
  const { data, total } = await client.call("proxmox_guest_list", { limit: 8 });
  const guests = data as Record<string, unknown>[];
  print.table(guests, ["vmid", "name", "type", "node", "status", "tags"]);
  print.line(`${guests.length} of ${total}`);
  expect(guests.length === 8 && Number(total) >= 15, "eight of at least fifteen guests");
}

async function takeSnapshot(client: DemoClient, print: Printer): Promise<void> {
  const guest = await runningVm(client);
  const snapname = "before-upgrade";
  const { data } = await client.call(
    "proxmox_guest_snapshot",
    { action: "create", vmid: guest["vmid"], snapname, description: "taken by the demo" },
    (message) => print.line(`  … ${message}`),
  );
  expect((data as { state?: string }).state === "ok", "a task that ended well");
  const { data: snapshots } = await client.call("proxmox_guest_snapshot", {
    action: "list",
    vmid: guest["vmid"],
  });
  print.table(snapshots as Record<string, unknown>[], ["name", "description", "snaptime"]);
  const names = (snapshots as { name: string }[]).map(({ name }) => name);
  expect(names.includes(snapname), "the snapshot in the list");
}

async function refuseDelete(client: DemoClient, print: Printer): Promise<void> {
  const guest = await runningVm(client);
  const endpoint = "DELETE /nodes/{node}/qemu/{vmid}";
  const params = { node: guest["node"], vmid: guest["vmid"] };
  const error = await client.refused("proxmox_api_write", { endpoint, params });
  print.line(`${error.message} ${error.hint ?? ""}`);
  expect(error.code === "access", "a refusal by access tier");
  const { data } = await client.call("proxmox_guest_status", { vmid: guest["vmid"] });
  expect((data as { status?: string }).status === "running", "the guest still running");
}

async function useDoors(client: DemoClient, print: Printer): Promise<void> {
  const { data } = await client.call("proxmox_api_search", {
    query: "list storages with free space",
  });
  const hits = data as { endpoint: string; does: string }[];
  print.table(hits.slice(0, 4), ["endpoint", "does"]);
  const endpoint = "GET /nodes/{node}/storage";
  expect(
    hits.some((hit) => hit.endpoint === endpoint),
    `${endpoint} among the hits`,
  );
  const described = await client.call("proxmox_api_describe", { endpoint });
  print.line(`privileges: ${(described.data as { privileges: string }).privileges}`);
  const { data: nodes } = await client.call("proxmox_node", { action: "list" });
  const [first] = nodes as { node: string }[];
  const { data: storages } = await client.call("proxmox_api_read", {
    endpoint,
    params: { node: first?.node },
  });
  print.table(storages as Record<string, unknown>[], ["storage", "type", "content", "avail"]);
  expect((storages as unknown[]).length > 0, "a storage or more");
}

async function explainMistake(client: DemoClient, print: Printer): Promise<void> {
  const error = await client.refused("proxmox_guest_status", { vmid: 4711 });
  print.line(`${error.message} ${error.hint ?? ""}`);
  expect(error.message.includes("4711"), "an error that names the guest");
}

async function runningVm(client: DemoClient): Promise<Record<string, unknown>> {
  const { data } = await client.call("proxmox_guest_list", { type: "qemu", status: "running" });
  const [guest] = data as Record<string, unknown>[];
  if (!guest) throw new Error("no running VM in the simulated cluster");
  return guest;
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`expected ${what}`);
}
