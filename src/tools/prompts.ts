import { loadToolList } from "../data/tool-list.js";
import { nearest } from "../kit/nearest.js";
import { show } from "./arguments.js";
import { ofCluster } from "./clusters/combine.js";
import { ToolError } from "./errors.js";
import { parseVmid } from "./resources.js";
import type { Toolbox } from "./toolbox.js";

export interface PromptArgument {
  name: string;
  description: string;
  required: boolean;
}

interface Prompt {
  name: string;
  title: string;
  description: string;
  arguments: readonly PromptArgument[];
  /** Tools, or `tool.action`, without which it can't be followed. */
  needs: readonly string[];
  text(given: Readonly<Record<string, string>>): readonly string[];
}

const VMID = { name: "vmid", description: "Id of the guest", required: true };

const NO_GUESSING = "Say which findings are facts from answers and which are your guesses.";

export const PROMPTS: readonly Prompt[] = [
  {
    name: "check_health",
    title: "Check the cluster's health",
    description: "What needs attention, worst first, and what to do about it",
    arguments: [],
    needs: ["proxmox_health", "proxmox_node_task"],
    text: () => [
      "Check the health of this Proxmox VE cluster. Change nothing.",
      "1. Call proxmox_health. Where it says `unchecked`, tell me what couldn't be looked at and why.",
      '2. For each failed task among its findings, read the end of its log: proxmox_node_task with action "log" and its upid.',
      "3. Report the findings, worst first: what is wrong, since when, what it endangers, and the next step.",
      NO_GUESSING,
    ],
  },
  {
    name: "diagnose_guest",
    title: "Find out what is wrong with a guest",
    description: "Reads a guest's state, configuration and tasks, and explains its trouble",
    arguments: [VMID, { name: "symptom", description: "What was noticed", required: false }],
    needs: [
      "proxmox_guest_status",
      "proxmox_guest_config",
      "proxmox_guest_find",
      "proxmox_node_task",
    ],
    text: ({ vmid, symptom }) => [
      `Find out what is wrong with guest ${vmid}. Change nothing.`,
      ...(symptom ? [`What was noticed, as reported: ${JSON.stringify(symptom)}`] : []),
      `1. proxmox_guest_status and proxmox_guest_config with vmid ${vmid}: does it run, is it locked, how full are memory and disks?`,
      `2. proxmox_node_task with action "list" and vmid ${vmid}: what happened to it lately? Read the log of each task that failed.`,
      `3. If its network is in question: proxmox_guest_find with query "${vmid}", which tells its addresses.`,
      "4. Tell the likeliest cause, what supports it, and the calls that would mend it. Don't make them yet.",
      NO_GUESSING,
    ],
  },
  {
    name: "new_guest",
    title: "Create a guest from a template",
    description: "Clones a template, configures it with cloud-init and starts it",
    arguments: [
      { name: "template", description: "vmid of the template", required: true },
      { name: "name", description: "Name of the new guest", required: true },
    ],
    needs: ["proxmox_guest_create_from_template", "proxmox_guest_config"],
    text: ({ template, name }) => [
      `Create a guest named ${JSON.stringify(name)} from template ${template}.`,
      `1. Read the template: proxmox_guest_config with vmid ${template}.`,
      "2. Ask me for what I haven't said and it needs: cores, memory, disk size, bridge and VLAN, IP address or DHCP, user and SSH key.",
      `3. Show me the arguments, and once I agree call proxmox_guest_create_from_template with template "${template}".`,
      "4. Tell its vmid, node, state and address. If a step failed, tell what is there already, so that nothing half-made stays behind unnoticed.",
    ],
  },
  {
    name: "back_up_guest",
    title: "Back up a guest",
    description: "Makes a backup and checks that it is there",
    arguments: [VMID, { name: "storage", description: "Where to", required: false }],
    needs: ["proxmox_backup.list", "proxmox_backup.create", "proxmox_node_task"],
    text: ({ vmid, storage }) => [
      `Back up guest ${vmid}.`,
      `1. proxmox_backup with action "list" and vmid ${vmid}: which backups are there, and how old are they?`,
      storage
        ? `2. proxmox_backup with action "create", vmid ${vmid} and storage ${JSON.stringify(storage)}.`
        : `2. Choose the storage that its backups lie on already, else ask me. Then proxmox_backup with action "create", vmid ${vmid} and that storage.`,
      "3. If the task still runs, wait for it with proxmox_node_task; if it failed, read its log.",
      "4. List the backups again, and tell the new one's volid, size and time. It counts only if it is in the list.",
    ],
  },
  {
    name: "empty_node",
    title: "Empty a node for maintenance",
    description: "Moves a node's guests to the others, so that it can be shut down",
    arguments: [{ name: "node", description: "Name of the node", required: true }],
    needs: ["proxmox_cluster", "proxmox_guest_list", "proxmox_bulk.migrate"],
    text: ({ node }) => [
      `Prepare node ${node} for maintenance: no guest should be running on it.`,
      '1. proxmox_cluster with action "status": is the cluster quorate, and would it stay so without this node? If not, stop and tell me.',
      `2. proxmox_guest_list with node "${node}": which guests run there?`,
      "3. Choose a target with enough free memory, and show me the plan. What lies on local storage or uses passed-through devices can't move while it runs: name those guests.",
      '4. Once I agree: proxmox_bulk with action "migrate", those vmids and the target.',
      `5. proxmox_guest_list with node "${node}" and status "running" must be empty. Tell what is left and why.`,
    ],
  },
];

/** Those whose tools are listed here. */
export function listPrompts(toolbox: Toolbox) {
  return PROMPTS.filter((prompt) => missingOf(prompt, toolbox).length === 0).map((prompt) => ({
    name: prompt.name,
    title: prompt.title,
    description: describe(prompt),
    arguments: [...prompt.arguments, ...clusterArgument(toolbox)],
  }));
}

/** With what lists its tools, for whoever wants to have it elsewhere too. */
function describe({ description, needs }: Prompt): string {
  const { tools } = loadToolList();
  const sets = needs.flatMap((need) => {
    const tool = tools[toolOf(need)];
    return tool ? [tool.core ? "core" : tool.toolset] : [];
  });
  const names = [...new Set(sets)].sort();
  return `${description}; needs ${names.length > 1 ? "toolsets" : "toolset"} ${names.join(", ")}`;
}

function toolOf(need: string): string {
  return need.split(".")[0] ?? need;
}

/** @throws ToolError for an unknown prompt, one whose tools aren't listed, and bad arguments */
export function getPrompt(
  name: string,
  given: Readonly<Record<string, string>>,
  toolbox: Toolbox,
): { description: string; text: string } {
  const prompt = findPrompt(name);
  const [missing] = missingOf(prompt, toolbox);
  if (missing !== undefined) throw toolbox.unlisted(missing);
  if (!toolbox.clusters) {
    return { description: describe(prompt), text: prompt.text(check(prompt, given)).join("\n") };
  }
  const { cluster = toolbox.clusters.chosen, ...own } = given;
  ofCluster(toolbox, cluster);
  const lines = [
    `This is about cluster ${cluster}: give it as cluster in each call.`,
    ...prompt.text(check(prompt, own)),
  ];
  return { description: describe(prompt), text: lines.join("\n") };
}

function clusterArgument({ clusters }: Toolbox): PromptArgument[] {
  if (!clusters) return [];
  const names = [...clusters.byName.keys()].join(", ");
  const required = clusters.chosen === undefined;
  return [{ name: "cluster", description: `One of ${names}`, required }];
}

function findPrompt(name: string): Prompt {
  const prompt = PROMPTS.find((candidate) => candidate.name === name);
  if (prompt) return prompt;
  const names = PROMPTS.map((candidate) => candidate.name);
  const guess = nearest(name, names);
  throw new ToolError(
    "prompt",
    `There is no prompt ${show(name)}${guess ? `, did you mean ${guess}?` : "."}`,
    `There are ${names.join(", ")}.`,
  );
}

/** Tools of a prompt that aren't listed, or lack its action. */
function missingOf({ needs }: Prompt, { listed }: Toolbox): string[] {
  return needs
    .filter((need) => {
      const [name, action] = need.split(".");
      const tool = listed.find((candidate) => candidate.name === name);
      const actions = tool?.inputSchema.properties["action"]?.enum ?? [];
      return !tool || (action !== undefined && !actions.includes(action));
    })
    .map(toolOf);
}

/** What the value of an argument must look like before it stands among our own words. */
const CHECKS: Record<string, (value: string) => void> = {
  vmid: parseVmid,
  template: parseVmid,
  node: (value) => {
    if (/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?$/.test(value)) return;
    throw new ToolError("arguments", `node: must be the name of a node, got ${show(value)}`);
  },
};

function check(prompt: Prompt, given: Readonly<Record<string, string>>): Record<string, string> {
  const known = prompt.arguments.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  const missing = prompt.arguments.filter(({ name, required }) => required && !given[name]);
  if (unknown.length > 0 || missing.length > 0) {
    const problems = [
      ...missing.map(({ name }) => `missing ${name}`),
      ...unknown.map((name) => `no argument ${show(name)}`),
    ];
    throw new ToolError(
      "arguments",
      `${prompt.name}: ${problems.join("; ")}`,
      known.length > 0 ? `It takes ${known.join(", ")}.` : "It takes no arguments.",
    );
  }
  for (const [name, value] of Object.entries(given)) CHECKS[name]?.(value);
  return { ...given };
}
