import { type EndpointTree, METHODS } from "../../generated/surface/endpoint-tree.js";
import type { Caller, CallOptions } from "../pve/caller.js";
import { endpointName } from "../schema/endpoint-name.js";
import type { Endpoint, EndpointKey } from "../schema/model.js";

type Branch = Map<string, Branch | EndpointKey>;

/**
 * Every endpoint of the newest release as a function, named by its path:
 * `tree.nodes.qemu.config.get({ node, vmid })`. Branches and functions are made when they are first
 * read.
 */
export function createEndpointTree(caller: Caller): EndpointTree {
  return grow(branches(), caller) as unknown as EndpointTree;
}

function branches(): Branch {
  const root: Branch = new Map();
  for (const [path, methods] of Object.entries(METHODS)) {
    for (const method of methods.split(" ")) {
      const endpoint = { method, path } as Pick<Endpoint, "method" | "path">;
      plant(root, endpointName(endpoint), `${method} ${path}` as EndpointKey);
    }
  }
  return root;
}

/** The generator refuses two endpoints with one name, so no name is taken. */
function plant(branch: Branch, [name = "", ...rest]: string[], key: EndpointKey): void {
  if (rest.length === 0) {
    branch.set(name, key);
    return;
  }
  const next = branch.get(name);
  const inner: Branch = next instanceof Map ? next : new Map();
  branch.set(name, inner);
  plant(inner, rest, key);
}

function grow(branch: Branch, caller: Caller): object {
  const grown = {};
  for (const [name, child] of branch) {
    const make = () => (child instanceof Map ? grow(child, caller) : functionOf(child, caller));
    defineLazily(grown, name, make);
  }
  return grown;
}

function functionOf(key: EndpointKey, caller: Caller) {
  return (parameters: Readonly<Record<string, unknown>> = {}, options?: CallOptions) =>
    caller.call(key, parameters, options);
}

/** Defines a property whose value is made when it is first read. */
function defineLazily(target: object, name: string, make: () => unknown): void {
  const configurable = true;
  const enumerable = true;
  const get = () => {
    const value = make();
    Object.defineProperty(target, name, { value, configurable, enumerable });
    return value;
  };
  Object.defineProperty(target, name, { get, configurable, enumerable });
}
