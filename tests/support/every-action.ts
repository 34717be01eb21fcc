import { tools } from "../../overrides/tools/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { existing, takesGuest } from "../../src/tools/action-parameters.js";
import { type Action, actionsOf, type ToolDeclaration } from "../../src/tools/define.js";
import { namedTools } from "../names/index.js";
import type { Case } from "../names/types.js";
import { KNOWN_CALLS } from "./known-calls.js";

/** One action of one tool, with arguments that its endpoints' schemas allow. */
export interface AnyAction {
  tool: string;
  /** `""` for a tool that does one thing. */
  action: string;
  args: Record<string, unknown>;
  setup?: Case["setup"];
  from?: Case["from"];
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

/** Every action of every tool but the doors, which take any endpoint. */
export function everyAction(): AnyAction[] {
  return tools
    .filter(({ door }) => !door)
    .flatMap((tool) =>
      actionsOf(tool).map(([name, action]) => {
        const { args, ...ground } = KNOWN_CALLS[`${tool.name} ${name}`.trim()] ?? {};
        const made = namedArguments(tool, name) ?? generated(tool, name, action);
        return { tool: tool.name, action: name, args: { ...made, ...args }, ...ground };
      }),
    );
}

/** Those of a case that people have. */
function namedArguments(tool: ToolDeclaration, name: string): Record<string, unknown> | undefined {
  return namedTools
    .filter((named) => [tool.name, tool.formerly].some((name) => name === named.tool))
    .flatMap((named) => named.cases)
    .find(
      ({ args, refusal, from }) =>
        !refusal && !from && String(args["action"] ?? args["operation"] ?? "") === name,
    )?.args;
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
    ...(tool.actions && { action: name }),
  };
}
