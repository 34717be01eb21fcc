import { isObject } from "../../kit/objects.js";
import type { ToolAnswer } from "../define.js";
import { ToolError } from "../errors.js";
import { parseEndpoint } from "../find-endpoint.js";
import { fieldsOf } from "../page.js";
import { request } from "../request.js";
import type { Session } from "../session.js";

/** Exactly the endpoints of tier `read`, whatever their verb. */
export async function read(args: Record<string, unknown>, session: Session): Promise<ToolAnswer> {
  const { catalogue } = await session.gate.knowledge();
  const endpoint = parseEndpoint(args["endpoint"], catalogue);
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
  return request(session, endpoint, paramsOf(args), {
    page: {
      fields: fieldsOf(args["fields"]),
      limit: args["limit"] as number | undefined,
      cursor: args["cursor"] as string | undefined,
    },
  });
}

/** All the others. */
export async function write(args: Record<string, unknown>, session: Session): Promise<ToolAnswer> {
  const { catalogue } = await session.gate.knowledge();
  const endpoint = parseEndpoint(args["endpoint"], catalogue);
  const tier = catalogue.endpoints[endpoint]?.tier ?? "elevated";
  if (tier === "read") {
    throw new ToolError("door", `${endpoint} only reads.`, "Use proxmox_api_read.");
  }
  return request(session, endpoint, paramsOf(args), { wait: args["wait"] as number | undefined });
}

function paramsOf(args: Record<string, unknown>): Record<string, unknown> {
  return isObject(args["params"]) ? args["params"] : {};
}
