import { StructureKind, VariableDeclarationKind, Writers } from "ts-morph";
import { compare } from "../../src/kit/objects.js";
import { endpointName } from "../../src/schema/endpoint-name.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";
import type { SurfaceEmitter } from "../emitter.js";
import type { Model } from "../model.js";
import { releasesFact } from "../typescript/facts.js";
import {
  literal,
  type Member,
  membersOf,
  objectType,
  printFile,
  typeAlias,
  typeImport,
} from "../typescript/print.js";

/**
 * `generated/surface/endpoint-tree.ts`: the typed functions by path, and the table that the run time
 * makes them from.
 */
export const emitEndpointTree: SurfaceEmitter = (model) => {
  const parameters = ["parameters: ParametersOf<K>", "parameters?: ParametersOf<K>"];
  const [call, optionalCall] = parameters.map(
    (first) => `(${first}, options?: CallOptions) => Promise<ResultOf<K>>`,
  );
  const ofKey = [{ name: "K", constraint: "EndpointKey" }];
  return [
    printFile("generated/surface/endpoint-tree.ts", [
      typeImport(["CallOptions"], "../../src/pve/caller.js"),
      typeImport(["EndpointKey", "ParametersOf", "ResultOf"], "./keys.js"),
      typeAlias(
        "Call",
        call ?? "",
        ["Sends a request to the endpoint `K`; its answer's data."],
        ofKey,
      ),
      typeAlias("OptionalCall", optionalCall ?? "", ["A `Call` that needs no parameters."], ofKey),
      {
        kind: StructureKind.Interface,
        name: "EndpointTree",
        isExported: true,
        docs: [
          "Every endpoint as a function, named by its path: `nodes.qemu.config.get` is GET /nodes/{node}/qemu/{vmid}/config.",
        ],
        ...membersOf(membersOfBranch(branchesOf(model.api.endpoints), model)),
      },
      {
        kind: StructureKind.VariableStatement,
        isExported: true,
        declarationKind: VariableDeclarationKind.Const,
        docs: ["The methods of every path."],
        declarations: [
          {
            name: "METHODS",
            type: "Readonly<Record<string, string>>",
            initializer: Writers.object(methodsByPath(model)),
          },
        ],
      },
    ]),
  ];
};

type Branch = Map<string, Branch | Endpoint>;

/** @throws Error where two endpoints would have one name, or one the name of a branch */
function branchesOf(endpoints: readonly Endpoint[]): Branch {
  const root: Branch = new Map();
  for (const endpoint of endpoints) {
    const parts = endpointName(endpoint);
    const name = parts.at(-1) ?? "";
    let branch = root;
    for (const part of parts.slice(0, -1)) {
      const next = branch.get(part) ?? new Map();
      if (!(next instanceof Map)) throw clash(endpoint, next);
      branch.set(part, next);
      branch = next;
    }
    const taken = branch.get(name);
    if (taken) throw clash(endpoint, taken);
    branch.set(name, endpoint);
  }
  return root;
}

function clash(endpoint: Endpoint, other: Branch | Endpoint): Error {
  const name = endpointName(endpoint).join(".");
  const taken = other instanceof Map ? "paths below it" : keyOf(other);
  return new Error(`${keyOf(endpoint)} and ${taken} are both ${name}`);
}

function membersOfBranch(branch: Branch, model: Model): Member[] {
  const sorted = [...branch].sort(([a], [b]) => compare(a, b));
  return sorted.map(([name, child]) =>
    child instanceof Map
      ? { name, type: objectType(membersOfBranch(child, model)) }
      : {
          name,
          type: `${needsParameters(child) ? "Call" : "OptionalCall"}<${literal(keyOf(child))}>`,
          docs: docsOf(child, model),
        },
  );
}

/** Whether a call without any parameter is incomplete. */
function needsParameters(endpoint: Endpoint): boolean {
  return Object.entries(endpoint.parameters.properties ?? {}).some(
    ([name, schema]) => !schema.optional && !name.endsWith("[n]"),
  );
}

/** The method and path stand in the type, and so beside it in an editor. */
function docsOf(endpoint: Endpoint, model: Model): string[] {
  const releases = model.availability.endpoints[keyOf(endpoint)]?.in;
  const facts = [
    model.words.endpoint(endpoint).replace(/[.…]$/, ""),
    `Privileges: ${describePermissions(endpoint)}`,
    ...(endpoint.allowtoken === false ? ["Takes no API token, only a ticket"] : []),
    ...(releases === undefined ? [] : [releasesFact(releases)]),
  ];
  return [facts.map((fact) => `${fact.replace(/^./, (first) => first.toUpperCase())}.`).join(" ")];
}

function methodsByPath({ api }: Model): Record<string, string> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of api.endpoints) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  const entries = [...methods].sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(
    entries.map(([path, names]) => [literal(path), literal(names.sort().join(" "))]),
  );
}
