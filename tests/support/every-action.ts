import { tools } from "../../overrides/tools/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { existing, takesGuest } from "../../src/tools/action-parameters.js";
import { type Action, actionsOf, type ToolDeclaration } from "../../src/tools/define.js";
import { namedTools } from "../names/index.js";

/** One action of one tool, with arguments that its endpoints' schemas allow. */
export interface AnyAction {
  tool: string;
  /** `""` for a tool that does one thing. */
  action: string;
  args: Record<string, unknown>;
}

const endpoints: ReadonlyMap<EndpointKey, Endpoint> = new Map(
  loadRelease(newestRelease()).endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
);

/** What the demonstration cluster has, by the name of a parameter. */
const THERE: Readonly<Record<string, unknown>> = {
  fabric: "fab1",
  fabric_id: "fab1",
  groupid: "ops",
  iface: "vmbr0",
  node: "pve1",
  poolid: "production",
  realm: "pve",
  sid: "vm:100",
  storage: "local",
  target: "pve2",
  upid: "UPID:pve1:00000001:00000001:00000001:qmstart:100:root@pam:",
  userid: "operator@pve",
  vmid: 100,
  vnet: "vnet0",
  zone: "zone0",
};

/** What handlers need that neither a schema nor a case of `tests/names` tells. */
const HANDLED: Readonly<Record<string, Record<string, unknown>>> = {
  proxmox_guest_find: { query: "web" },
  proxmox_guest_exec: { vmid: 100, command: "true" },
  proxmox_lxc_exec: { vmid: 200, command: "true" },
  "proxmox_guest_network list": { vmid: 100 },
  "proxmox_vm_disk destroy": { vmid: 102, disk: "scsi1" },
  "proxmox_lxc_mountpoint destroy": { vmid: 200, mp: "mp0" },
  proxmox_guest_create_from_template: { template: 9000, name: "made" },
  "proxmox_bulk start": { vmids: [111, 120] },
  "proxmox_bulk shutdown": { vmids: [100, 200] },
  "proxmox_bulk reboot": { vmids: [100, 200] },
  "proxmox_bulk suspend": { vmids: [100] },
  "proxmox_bulk resume": { vmids: [100] },
  "proxmox_bulk snapshot": { vmids: [100, 200], snapname: "bulk" },
  "proxmox_bulk migrate": { vmids: [100], target: "pve2" },
  "proxmox_bulk stop": { vmids: [100, 200] },
  "proxmox_bulk update": { vmids: [100, 200], options: { cores: 3 } },
  "proxmox_bulk delete_snapshot": { vmids: [100, 200], snapname: "bulk" },
  "proxmox_bulk delete": { vmids: [120, 205] },
  proxmox_console_screenshot: { vmid: 100 },
  proxmox_console_type: { vmid: 100, text: "a" },
  proxmox_console_read: { vmid: 200, seconds: 0 },
  proxmox_console_send: { vmid: 200, text: "a", seconds: 0 },
  "proxmox_backup config": { volume: "local:backup/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst" },
  "proxmox_node_firewall create": {
    node: "pve1",
    type: "in",
    action: "create",
    rule_action: "ACCEPT",
    enable: 1,
  },
  "proxmox_cluster_firewall_ipset update": { name: "trusted", comment: "x" },
  "proxmox_sdn_vnet_firewall create": { vnet: "vnet0", type: "forward", rule_action: "ACCEPT" },
  "proxmox_guest_firewall_alias update": { vmid: 100, name: "gate", cidr: "10.0.0.2" },
};

/** Every action of every tool but the doors, which take any endpoint. */
export function everyAction(): AnyAction[] {
  return tools
    .filter(({ door }) => !door)
    .flatMap((tool) =>
      actionsOf(tool).map(([name, action]) => ({
        tool: tool.name,
        action: name,
        args: argumentsOf(tool, name, action),
      })),
    );
}

/** Those of a case that people have, else made from the schema. */
function argumentsOf(tool: ToolDeclaration, name: string, action: Action): Record<string, unknown> {
  const argument = tool.actionArgument ?? "action";
  const cases = namedTools
    .filter((named) => named.tool === tool.name)
    .flatMap((named) => named.cases);
  const fitting = cases.find(
    ({ args, refusal, from }) => !refusal && !from && String(args[argument] ?? "") === name,
  );
  if (fitting) return fitting.args;
  return { ...generated(tool, name, action), ...HANDLED[`${tool.name} ${name}`.trim()] };
}

function generated(tool: ToolDeclaration, name: string, action: Action): Record<string, unknown> {
  const [key] = action.endpointArgument
    ? Object.values(action.endpoint)
    : action.run
      ? []
      : existing(action, endpoints);
  const choice = action.endpointArgument
    ? { [action.endpointArgument]: Object.keys(action.endpoint)[0] }
    : {};
  const endpoint = endpoints.get(key as EndpointKey);
  const parameters = endpoint ? exampleParameters(endpoint) : {};
  const ours = Object.fromEntries(
    Object.entries(action.rename ?? {}).map(([own, theirs]) => [theirs, own]),
  );
  const args = Object.entries(parameters)
    .filter(([parameter]) => !(parameter in (action.fixed ?? {})))
    .map(([parameter, value]) => [ours[parameter] ?? parameter, THERE[parameter] ?? value]);
  const needed = (action.required ?? []).map((argument) => [argument, THERE[argument] ?? "x"]);
  const isGuest = takesGuest(action);
  const isContainer = existing(action, endpoints).every((one) => !one.includes("/qemu/"));
  return {
    ...Object.fromEntries(needed),
    ...Object.fromEntries(args.filter(([argument]) => !(isGuest && argument === "node"))),
    ...choice,
    ...(isGuest && { vmid: isContainer ? 200 : 100 }),
    ...(tool.actions && { [tool.actionArgument ?? "action"]: name }),
  };
}
