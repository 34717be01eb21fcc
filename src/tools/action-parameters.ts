import type { Endpoint, EndpointKey, Schema } from "../schema/model.js";
import { type Action, endpointsOf } from "./define.js";

type Endpoints = ReadonlyMap<EndpointKey, Endpoint>;

export interface ActionParameter {
  /** The first that takes it: its words count. */
  endpoint: Endpoint;
  schema: Schema;
  /** What each of them allows. */
  schemas: Schema[];
}

/** What the action's endpoints take, under the names that the tool gives them. */
export function parametersOf(action: Action, endpoints: Endpoints): [string, ActionParameter][] {
  const ours = Object.fromEntries(
    Object.entries(action.rename ?? {}).map(([name, theirs]) => [theirs, name]),
  );
  const found = new Map<string, ActionParameter>();
  for (const key of existing(action, endpoints)) {
    const endpoint = endpoints.get(key);
    if (!endpoint) continue;
    for (const [name, schema] of Object.entries(endpoint.parameters.properties ?? {})) {
      if (name in (action.fixed ?? {})) continue;
      const listed = ours[name] ?? name;
      const known = found.get(listed);
      if (known) known.schemas.push(schema);
      else found.set(listed, { endpoint, schema, schemas: [schema] });
    }
  }
  return [...found];
}

/** The endpoints of an action that there are: `{kind}` has pairs of which one is missing. */
export function existing(action: Action, endpoints: Endpoints): EndpointKey[] {
  return endpointsOf(action).filter((key) => endpoints.has(key));
}

/** Whether the action is about one guest, whose node and kind are looked up from its vmid. */
export function takesGuest(action: Action): boolean {
  return (
    !action.findsOwnGuests && endpointsOf(action).some((key) => /\/(qemu|lxc)\/\{vmid\}/.test(key))
  );
}
