import { defineTool } from "../../src/tools/define.js";
import { listTasks, taskStatus, waitForTask } from "./node-task.js";

export const node = defineTool({
  name: "proxmox_node",
  title: "Nodes",
  summary: "List the nodes, or read the status, network or DNS settings of one.",
  toolset: "nodes",
  core: true,
  actions: {
    list: "GET /nodes",
    status: "GET /nodes/{node}/status",
    network: "GET /nodes/{node}/network",
    dns: "GET /nodes/{node}/dns",
    iface: "GET /nodes/{node}/network/{iface}",
  },
  arguments: ["type"],
});

export const nodeTask = defineTool({
  name: "proxmox_node_task",
  title: "Tasks",
  summary: "List the tasks of a node; status and log of one, wait for it, or stop it.",
  toolset: "nodes",
  core: true,
  actions: {
    list: { endpoint: ["GET /nodes/{node}/tasks", "GET /cluster/tasks"], run: listTasks },
    get: {
      endpoint: ["GET /nodes/{node}/tasks/{upid}/status", "GET /nodes/{node}/tasks/{upid}/log"],
      required: ["upid"],
      run: taskStatus,
    },
    wait: {
      endpoint: ["GET /nodes/{node}/tasks/{upid}/status", "GET /nodes/{node}/tasks/{upid}/log"],
      required: ["upid"],
      run: waitForTask,
    },
    stop: "DELETE /nodes/{node}/tasks/{upid}",
  },
  arguments: ["vmid", "errors", "typefilter", "since", "until", "limit"],
  words: { node: "List only this node's tasks; a upid names its node itself" },
});
