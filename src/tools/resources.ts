import { loadToolList } from "../data/tool-list.js";
import { isObject } from "../kit/objects.js";
import type { EndpointKey } from "../schema/model.js";
import { toResult } from "./answer/result.js";
import { show } from "./arguments.js";
import { ofCluster } from "./clusters/combine.js";
import type { Guest, ResultOf, ToolAnswer } from "./define.js";
import { ToolError } from "./errors.js";
import { findGuest, findMovedGuest } from "./guests.js";
import { request } from "./request.js";
import type { Session } from "./session.js";
import { currentName } from "./tool-names.js";
import type { Toolbox } from "./toolbox.js";

const MIME_TYPE = "application/json";

const MARKDOWN = "text/markdown";

export const RESOURCES = [
  {
    uri: "proxmox://cluster",
    name: "cluster",
    title: "Cluster",
    description: "Version, quorum, nodes with their load, storages, and how many guests run where",
    mimeType: MIME_TYPE,
  },
];

export const TEMPLATES = [
  {
    uriTemplate: "proxmox://guest/{vmid}",
    name: "guest",
    title: "Guest",
    description: "Status, configuration and snapshots of a VM or container",
    mimeType: MIME_TYPE,
  },
  {
    uriTemplate: "proxmox://tool/{name}",
    name: "tool",
    title: "Tool",
    description: "Everything that a tool takes: each action, parameter and key",
    mimeType: MIME_TYPE,
  },
  {
    uriTemplate: "proxmox://help/{entry}",
    name: "help",
    title: "Help",
    description: "What an error means and what to do: the resource that it names in see",
    mimeType: MARKDOWN,
  },
];

/** What is about a cluster is there once for each. */
export function listResources({ clusters }: Toolbox) {
  if (!clusters) return RESOURCES;
  return [...clusters.byName.keys()].flatMap((name) =>
    RESOURCES.map((one) => ({
      ...one,
      uri: `${one.uri}?cluster=${encodeURIComponent(name)}`,
      name: `${one.name} ${name}`,
      title: `${one.title} ${name}`,
    })),
  );
}

/** What is about a cluster takes its name where there are several. */
export function listTemplates({ clusters }: Toolbox) {
  if (!clusters) return TEMPLATES;
  return TEMPLATES.map((one) =>
    one.name === "guest" ? { ...one, uriTemplate: `${one.uriTemplate}{?cluster}` } : one,
  );
}

type Reader = (value: string, toolbox: Toolbox, signal: AbortSignal) => Promise<ToolAnswer>;

const READERS: readonly [RegExp, Reader][] = [
  [
    /^proxmox:\/\/cluster\/?()$/,
    async (_, toolbox, signal) => readCluster(await toolbox.session({ signal })),
  ],
  [
    /^proxmox:\/\/guest\/([^/?#]+)$/,
    async (vmid, toolbox, signal) => readGuest(parseVmid(vmid), await toolbox.session({ signal })),
  ],
  [/^proxmox:\/\/tool\/([^/?#]+)$/, readTool],
];

export interface ResourceText {
  uri: string;
  mimeType: string;
  text: string;
}

/**
 * The text of a resource, through the same policy as tools.
 *
 * @throws ToolError with code `resource` for a URI that leads nowhere, and whatever a tool would
 */
export async function readResource(
  uri: string,
  toolbox: Toolbox,
  signal: AbortSignal,
): Promise<ResourceText> {
  const help = /^proxmox:\/\/help\/([^/?#]+)$/.exec(uri);
  if (help) {
    const { readHelp } = await import("./help.js");
    return { uri, mimeType: MARKDOWN, text: readHelp(decode(help[1] ?? "")) };
  }
  const { bare, cluster } = splitCluster(uri, toolbox);
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(bare);
    if (!match) continue;
    const own = read === readTool ? toolbox : ofCluster(toolbox, cluster);
    const answer = await read(decode(match[1] ?? ""), own, signal);
    return {
      uri,
      mimeType: MIME_TYPE,
      text: JSON.stringify(toResult(answer, toolbox.redact).structuredContent),
    };
  }
  const known = [...RESOURCES.map((one) => one.uri), ...TEMPLATES.map((one) => one.uriTemplate)];
  throw new ToolError(
    "resource",
    `uri: there is no ${show(uri)}`,
    `There are ${known.join(", ")}.`,
  );
}

/** Where there are several clusters, a URI may end with `?cluster=NAME`. */
function splitCluster(uri: string, { clusters }: Toolbox): { bare: string; cluster?: string } {
  const [, bare, name] = /^([^?]*)\?cluster=([^&#]*)$/.exec(uri) ?? [];
  if (!clusters || bare === undefined || name === undefined) return { bare: uri };
  return { bare, cluster: decode(name) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ToolError("resource", `uri: ${show(text)} isn't percent-encoded text`);
  }
}

/** @throws ToolError for what can't be the id of a guest */
export function parseVmid(text: string): number {
  const vmid = /^\d{3,9}$/.test(text) ? Number(text) : 0;
  if (vmid >= 100) return vmid;
  throw new ToolError("arguments", `vmid: must be an integer from 100 on, got ${show(text)}`);
}

type Resource = ResultOf<"GET /cluster/resources">[number];

async function readCluster(session: Session): Promise<ToolAnswer> {
  const [version, status, resources] = await Promise.all([
    readable(session, "GET /version"),
    rowsOf(session, "GET /cluster/status"),
    rowsOf(session, "GET /cluster/resources"),
  ]);
  const cluster = status.find(({ type }) => type === "cluster");
  const ofType = (...types: string[]) =>
    resources.filter(({ type }) => types.includes(String(type)));
  const guests = ofType("qemu", "lxc");
  return {
    data: {
      version,
      cluster: cluster && { name: cluster["name"], quorate: cluster["quorate"] },
      nodes: ofType("node")
        .map((node) => ({ ...withoutIds(node), guests: countStates(guests, node["node"]) }))
        .sort(by("node")),
      storages: ofType("storage").map(withoutIds).sort(by("storage", "node")),
      guests: countStates(guests),
    },
  };
}

async function rowsOf<K extends "GET /cluster/resources" | "GET /cluster/status">(
  session: Session,
  endpoint: K,
): Promise<ResultOf<K>> {
  const rows = await readable(session, endpoint);
  return (Array.isArray(rows) ? rows.filter(isObject) : []) as never;
}

async function readable(
  session: Session,
  endpoint: EndpointKey,
  parameters: Record<string, unknown> = {},
): Promise<unknown> {
  return (await request(session, endpoint, parameters)).data;
}

function withoutIds({ id: _, type: __, ...rest }: Resource): Record<string, unknown> {
  return rest;
}

function by(...names: string[]) {
  const key = (row: Record<string, unknown>) => names.map((name) => String(row[name])).join("\n");
  return (a: Record<string, unknown>, b: Record<string, unknown>) => (key(a) < key(b) ? -1 : 1);
}

/** `{total: 12, running: 9, stopped: 3}`, of one node or of all. */
function countStates(guests: readonly Resource[], node?: unknown): Record<string, number> {
  const there = guests.filter((guest) => node === undefined || guest["node"] === node);
  const counts: Record<string, number> = { total: there.length };
  for (const guest of there) {
    const state = guest["template"] ? "template" : String(guest["status"]);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

async function readGuest(vmid: number, session: Session): Promise<ToolAnswer> {
  const guest = await findGuest(session, vmid);
  try {
    return await describeGuest(guest, session);
  } catch (error) {
    return describeGuest(await findMovedGuest(session, guest, error), session);
  }
}

async function describeGuest(guest: Guest, session: Session): Promise<ToolAnswer> {
  const { vmid, node, kind, name } = guest;
  const get = (path: string) =>
    readable(session, `GET /nodes/{node}/${kind}/{vmid}/${path}`, { node, vmid });
  const [status, config, snapshots] = await Promise.all(
    ["status/current", "config", "snapshot"].map(get),
  );
  return { data: { vmid, node, kind, name, status, config, snapshots } };
}

/** Only what is listed is explained, as only that can be called. */
async function readTool(askedName: string, toolbox: Toolbox): Promise<ToolAnswer> {
  const name = currentName(loadToolList(), askedName);
  if (!toolbox.listed.some((tool) => tool.name === name)) throw toolbox.unlisted(name);
  const [{ tools }, { describeTool }] = await Promise.all([
    import("../../overrides/tools/index.js"),
    import("./tool-doc.js"),
  ]);
  const tool = tools.find((declared) => declared.name === name);
  const record = loadToolList().tools[name];
  if (!tool || !record) throw toolbox.unlisted(name);
  return { data: describeTool(tool, record) };
}
