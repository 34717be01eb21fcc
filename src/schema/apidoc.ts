import { isObject } from "../kit/objects.js";

/** Where every node serves the description of its own API. */
export const APIDOC_PATH = "/pve-docs/api-viewer/apidoc.js";

/** Bytes beyond which nothing is read as a description; the largest has 3 MB. */
export const LARGEST_APIDOC = 64 * 1024 * 1024;

/** One directory of the API as `apidoc.js` nests them. */
export interface ApidocNode {
  path: string;
  info?: Record<string, Record<string, unknown>>;
  children?: ApidocNode[];
}

/** The file isn't an API description, or only a part of one. */
export class ApidocError extends Error {
  override name = "ApidocError";
}

/**
 * Reads the tree out of an `apidoc.js` without evaluating anything.
 *
 * Proxmox has declared it as `const apiSchema = [`, `var pveapi = [` and `var pmgapi = [`, with the
 * viewer's program before or behind it, so the array is cut out by its brackets and read as JSON.
 *
 * @throws ApidocError when there is no such array, it doesn't end, is nested too deep, or holds no
 *   endpoint
 */
export function parseApidoc(source: string): { variable: string; tree: ApidocNode[] } {
  if (source.trim() === "") throw new ApidocError("the file is empty");
  const declaration = /\b(?:const|var|let)\s+(\w*(?:api|Api)\w*)\s*=\s*(?=\[)/.exec(source);
  if (!declaration) {
    throw new ApidocError(
      "no API description found: expected `const apiSchema = [` or `var pveapi = [`",
    );
  }
  const start = declaration.index + declaration[0].length;
  const tree = readArray(source, start);
  if (!Array.isArray(tree) || !tree.every(isNode)) {
    throw new ApidocError("the array isn't a tree of API paths");
  }
  if (!tree.some(hasEndpoint)) throw new ApidocError("the description holds no endpoint");
  return { variable: declaration[1] as string, tree };
}

function readArray(source: string, start: number): unknown {
  const end = closingBracket(source, start);
  if (end === undefined) {
    throw new ApidocError("the file is truncated: the array of endpoints doesn't end");
  }
  try {
    return JSON.parse(source.slice(start, end + 1));
  } catch (error) {
    throw new ApidocError(`the array of endpoints isn't JSON: ${(error as Error).message}`);
  }
}

/** The deepest description nests 30 brackets; readers of a tree go as deep as it does. */
const DEEPEST = 200;

/** Brackets inside strings don't count: descriptions are full of them. */
function closingBracket(source: string, start: number): number | undefined {
  const token = /["[\]{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    if (match[0] === "[" || match[0] === "{") depth += 1;
    if (depth > DEEPEST) throw new ApidocError(`the description is nested deeper than ${DEEPEST}`);
    if ((match[0] === "]" || match[0] === "}") && --depth === 0) return match.index;
    if (match[0] === '"') {
      const end = closingQuote(source, match.index);
      if (end === undefined) return undefined;
      token.lastIndex = end + 1;
    }
  }
  return undefined;
}

/** Each character is read once, also in a string that doesn't end: the file may be hostile. */
function closingQuote(source: string, start: number): number | undefined {
  const token = /["\\]/g;
  token.lastIndex = start + 1;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    if (match[0] === '"') return match.index;
    token.lastIndex += 1;
  }
  return undefined;
}

/** Paths become requests, so a node that describes itself can't lead one elsewhere. */
const PATH = /^(?:\/|(?:\/(?:\w[\w.-]*|\{[\w-]+\}))+)$/;

function isNode(value: unknown): value is ApidocNode {
  if (!isObject(value) || typeof value["path"] !== "string" || !PATH.test(value["path"])) {
    return false;
  }
  const { info, children } = value;
  if (info !== undefined && !isObject(info)) return false;
  return children === undefined || (Array.isArray(children) && children.every(isNode));
}

function hasEndpoint(node: ApidocNode): boolean {
  return Object.keys(node.info ?? {}).length > 0 || (node.children ?? []).some(hasEndpoint);
}
