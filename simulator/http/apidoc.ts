import { isObject } from "../../src/kit/objects.js";
import type { Api, Endpoint, Json } from "../../src/schema/model.js";

interface Node {
  path: string;
  text: string;
  leaf: 0 | 1;
  info?: Record<string, Json>;
  children?: Node[];
}

/**
 * The API description that every node serves at `/pve-docs/api-viewer/apidoc.js`, as far as it
 * consists of facts: the vendor's sentences aren't in it.
 */
export function printApidoc(api: Api): string {
  return `const apiSchema = ${JSON.stringify(treeOf(api.endpoints))}\n;\n`;
}

function treeOf(endpoints: readonly Endpoint[]): Node[] {
  const roots: Node[] = [];
  const nodes = new Map<string, Node>();
  const nodeAt = (path: string): Node => {
    const known = nodes.get(path);
    if (known) return known;
    const text = path.slice(path.lastIndexOf("/") + 1);
    const node: Node = { path, text, leaf: 1 };
    nodes.set(path, node);
    const parentPath = path.slice(0, path.lastIndexOf("/"));
    if (parentPath === "") roots.push(node);
    else {
      const parent = nodeAt(parentPath);
      parent.leaf = 0;
      parent.children = [...(parent.children ?? []), node];
    }
    return node;
  };
  for (const endpoint of endpoints) {
    const node = nodeAt(endpoint.path);
    node.info = { ...node.info, [endpoint.method]: infoOf(endpoint) };
  }
  return roots;
}

function infoOf({ path: _path, text: _text, ...facts }: Endpoint): Json {
  const { allowtoken, ...rest } = facts;
  const flags = { allowtoken: allowtoken === false ? 0 : 1 };
  return JSON.parse(JSON.stringify({ ...rest, ...flags }), asProxmoxWrites) as Json;
}

/**
 * The normalised schema marks where sentences were, and keeps the keys that `typetext` names; `optional`
 * and its like are 1 in apidoc.
 */
function asProxmoxWrites(this: unknown, key: string, value: unknown): unknown {
  if (key === "text" && typeof value === "string" && /^[0-9a-f]{8}$/.test(value)) return undefined;
  if (isObject(value) && typeof value["format"] === "string" && Array.isArray(value["keys"])) {
    const { keys, ...schema } = value;
    return {
      ...schema,
      typetext: (keys as string[]).map((name) => `[${name}=<value>]`).join(" ,"),
    };
  }
  return value === true ? 1 : value;
}
