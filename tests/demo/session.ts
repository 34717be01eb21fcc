import type { DemoClient } from "./client.js";
import type { Printer } from "./print.js";

/** A short session whose output is the same each time: no times, no figures that move. */
export async function playSession(client: DemoClient, print: Printer): Promise<void> {
  const call = (name: string, args: Record<string, unknown>) => {
    print.heading(`› ${name} ${JSON.stringify(args).replaceAll(/(?<=[:,])(?=\S)/g, " ")}`);
  };

  call("proxmox_health", {});
  const { data: health } = await client.call("proxmox_health", {});
  const { verdict, nodes, guests, findings } = health as Health;
  print.line(`${verdict}: ${nodes} nodes, ${guests} guests`);
  for (const { severity, text } of findings) print.line(`  ${severity}  ${text}`);

  call("proxmox_guest_list", { tag: "web" });
  const { data: list } = await client.call("proxmox_guest_list", { tag: "web" });
  print.table(list as object[], ["vmid", "name", "type", "node", "status", "tags"]);

  const snapshot = { action: "create", vmid: 100, snapname: "before-upgrade" };
  call("proxmox_guest_snapshot", snapshot);
  const { data: task } = await client.call("proxmox_guest_snapshot", snapshot);
  print.passed(`the task ended: ${(task as { state: string }).state}`);

  call("proxmox_guest_stop", { vmid: 100, preview: true });
  const { data: preview } = await client.call("proxmox_guest_stop", { vmid: 100, preview: true });
  for (const { changes = [], privileges } of (preview as Preview).requests) {
    for (const change of changes) print.line(change);
    print.line(`needs ${privileges}; nothing was sent`);
  }

  call("proxmox_guest_delete", { vmid: 100 });
  const { message, hint } = await client.refused("proxmox_guest_delete", { vmid: 100 });
  print.failed(message);
  print.line(hint ?? "");
}

interface Health {
  verdict: string;
  nodes: number;
  guests: number;
  findings: { severity: string; text: string }[];
}

interface Preview {
  requests: { changes?: string[]; privileges: string }[];
}
