import { isObject } from "../../kit/objects.js";
import { show } from "../arguments.js";
import type { ToolAnswer } from "../define.js";
import { explainEmpty, filtersOf } from "../empty-list.js";
import { ToolError } from "../errors.js";
import { fieldsOf } from "../page.js";
import { request } from "../request.js";
import type { Session } from "../session.js";
import { knownEndpoint } from "./known-endpoint.js";

/** Exactly the endpoints of tier `read`, whatever their verb. */
export async function read(args: Record<string, unknown>, session: Session): Promise<ToolAnswer> {
  const { key: endpoint, values } = await knownEndpoint(session.gate, args["endpoint"], "GET");
  const { catalogue } = await session.gate.knowledge();
  const tier = catalogue.endpoints[endpoint]?.tier ?? "elevated";
  if (tier !== "read") {
    throw new ToolError(
      "door",
      `${endpoint} is of tier "${tier}": proxmox_api_read takes only endpoints of tier "read".`,
      session.access === "read"
        ? `The operator can allow it with PROXMOX_ACCESS=${tier}; then use proxmox_api_write.`
        : "Use proxmox_api_write.",
    );
  }
  const parameters = paramsOf(args, values);
  const answer = await request(session, endpoint, parameters, {
    page: {
      fields: fieldsOf(args["fields"]),
      limit: args["limit"] as number | undefined,
      cursor: args["cursor"] as string | undefined,
    },
  });
  return explainEmpty(answer, filtersOf(endpoint, parameters));
}

/** All the others. */
export async function write(args: Record<string, unknown>, session: Session): Promise<ToolAnswer> {
  const { key: endpoint, values } = await knownEndpoint(session.gate, args["endpoint"]);
  const { catalogue } = await session.gate.knowledge();
  const tier = catalogue.endpoints[endpoint]?.tier ?? "elevated";
  if (tier === "read") {
    throw new ToolError("door", `${endpoint} only reads.`, "Use proxmox_api_read.");
  }
  return request(session, endpoint, paramsOf(args, values), {
    wait: args["wait"] as number | undefined,
  });
}

/** `params` and the values in the path; a parameter that is given twice must be the same. */
function paramsOf(
  { params }: Record<string, unknown>,
  values: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const given = isObject(params) ? params : {};
  const clash = Object.keys(values).find(
    (name) => Object.hasOwn(given, name) && String(given[name]) !== values[name],
  );
  if (clash !== undefined) {
    throw new ToolError(
      "arguments",
      `params: ${clash} is ${show(given[clash])}, but the path of endpoint says ${show(values[clash])}`,
      "Nothing was sent.",
    );
  }
  return { ...given, ...values };
}
