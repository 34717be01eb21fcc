import type { Api, Endpoint, EndpointKey } from "../src/schema/model.js";
import { keyOf } from "../src/schema/model.js";
import { actionsOf, endpointsOf, type ToolDeclaration } from "../src/tools/define.js";
import { placeOfTool } from "./open-questions/place.js";

/**
 * What a release takes from tools or could give them, a line each. Nobody has to do anything about
 * them: `options` reaches every parameter, and what went is refused with the release that had it.
 */
export function toolChanges(tools: readonly ToolDeclaration[], before: Api, after: Api): string[] {
  const [old, now] = [byKey(before), byKey(after)];
  return tools.flatMap((tool) => {
    const keys = [...new Set(actionsOf(tool).flatMap(([, action]) => endpointsOf(action)))];
    const lines = keys.flatMap((key) => changesOf(key, old.get(key), now.get(key)));
    return lines.map((line) => `${placeOfTool(tool.name)}  ${tool.name}: ${line}`);
  });
}

function byKey(api: Api): Map<EndpointKey, Endpoint> {
  return new Map(api.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));
}

function changesOf(
  key: EndpointKey,
  before: Endpoint | undefined,
  after: Endpoint | undefined,
): string[] {
  if (!before) return [];
  if (!after) return [`${key} went`];
  const [old, now] = [before, after].map(({ parameters }) =>
    Object.keys(parameters.properties ?? {}),
  );
  const went = old?.filter((name) => !now?.includes(name)) ?? [];
  const came = now?.filter((name) => !old?.includes(name)) ?? [];
  return [
    ...(went.length > 0 ? [`${key} lost ${went.join(", ")}`] : []),
    ...(came.length > 0 ? [`${key} could gain ${came.join(", ")}`] : []),
  ];
}
