import { exampleAnswer } from "../../src/schema/example.js";
import type { Endpoint } from "../../src/schema/model.js";
import { validate } from "../../src/schema/validate.js";
import { checkPermissions } from "../access/check-permissions.js";
import { createAccess, type Identity } from "../access/permissions.js";
import { ApiFault, fault, parameterFault, WireFault } from "./api-error.js";
import { createContext, type Handlers, RawAnswer, type World } from "./context.js";
import type { UploadedFile } from "./read-parameters.js";
import type { Route } from "./router.js";

export interface ApiRequest {
  method: string;
  /** Below `/api2/<format>`. */
  path: string;
  parameters: Record<string, unknown>;
  encoding: "form" | "json";
  identity?: Identity;
  upload?: UploadedFile;
  usedToken: boolean;
}

export interface ApiAnswer {
  data: unknown;
  attributes: Record<string, unknown>;
  /** `example`: made from the schema, because nothing knows better. */
  source: "state" | "example";
  raw?: RawAnswer;
}

export interface Dispatcher extends World {
  route: (method: string, path: string) => Route | undefined;
  handlers: Handlers;
}

/**
 * Answers one request that has been authenticated, with checks in Proxmox's order: path, duplicate
 * parameters, whether tokens may, permissions, node, parameters, code.
 *
 * @throws ApiFault, or WireFault where the named node can't be reached
 */
export function dispatch(dispatcher: Dispatcher, request: ApiRequest): ApiAnswer {
  const { state, handlers } = dispatcher;
  const { method, path, identity } = request;
  const route = dispatcher.route(method, path);
  if (!route) throw new ApiFault(501, `Method '${method} ${path}' not implemented`);
  const { endpoint, key } = route;
  const parameters = mergePath(route.path, request.parameters);
  if (request.usedToken && endpoint.allowtoken === false) {
    throw new ApiFault(
      403,
      `Permission check failed (URI '${path}' not available with API token, need proper ticket.\n)\n`,
    );
  }
  checkPermissions(endpoint, identity && createAccess(state, identity), state, parameters);
  reachNode(endpoint, dispatcher, parameters);
  const { values, problems } = validate(endpoint, parameters, { encoding: request.encoding });
  if (problems.length > 0) {
    throw parameterFault(
      Object.fromEntries(problems.map((problem) => [problem.parameter, problem.proxmox])),
    );
  }
  const handler = handlers[key];
  if (!handler) {
    return { data: exampleAnswer(endpoint.returns) ?? null, attributes: {}, source: "example" };
  }
  const context = createContext(dispatcher, {
    endpoint,
    key,
    identity,
    values,
    ...(request.upload && { upload: request.upload }),
  });
  const data = handler(context);
  if (data instanceof RawAnswer) {
    return { data: null, attributes: {}, source: "state", raw: data };
  }
  return { data: data ?? null, attributes: context.attributes, source: "state" };
}

function mergePath(
  path: Record<string, string>,
  parameters: Record<string, unknown>,
): Record<string, unknown> {
  for (const [name, value] of Object.entries(path)) {
    const other = parameters[name];
    if (other !== undefined && String(other) !== value) {
      throw parameterFault({
        [name]: "duplicate parameter (already defined in URI) with conflicting values!",
      });
    }
  }
  return { ...parameters, ...path };
}

/** Requests for another node travel there; this is where that can fail. */
function reachNode(
  endpoint: Endpoint,
  { state }: World,
  parameters: Record<string, unknown>,
): void {
  const { proxyto } = endpoint;
  if (proxyto === undefined) return;
  const node = parameters[proxyto];
  if (typeof node !== "string" || node === "localhost" || node === state.local) return;
  const known = state.nodes.get(node);
  if (known?.online) return;
  if (known || state.unreachable.has(node)) throw new WireFault(595, "No route to host");
  throw fault(
    `hostname lookup '${node}' failed - failed to get address info for: ${node}: Temporary failure in name resolution`,
  );
}
