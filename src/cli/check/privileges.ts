import { loadRelease, newestRelease } from "../../data/releases.js";
import { isObject } from "../../kit/objects.js";
import { missingAnywhere, type PermissionTree } from "../../policy/attainable.js";
import type { Client } from "../../pve/wire/client.js";
import { reaches, type Tier } from "../../schema/catalogue.js";
import type { EndpointKey } from "../../schema/model.js";
import { keyOf } from "../../schema/model.js";
import type { ToolList } from "../../schema/tool-list.js";
import type { Registry } from "../../tools/registry.js";
import { type Finding, failed, ok, warning } from "./finding.js";

const SHOWN = 8;

/** Which of the listed tools the login can't use, or only in part. */
export async function checkPrivileges(
  client: Client,
  registry: Registry,
  list: ToolList,
  access: Tier,
): Promise<Finding> {
  const tree = await client.call("GET /access/permissions", {}).catch(() => undefined);
  if (!isObject(tree)) return warning("privileges", "they can't be read");
  if (Object.keys(tree).length === 0) {
    return failed("privileges", "this login has none at all", MEND);
  }
  const endpoints = new Map(
    loadRelease(newestRelease()).endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
  );
  const lacking = registry.listed.flatMap(({ name }) => {
    const own = Object.entries(list.tools[name]?.endpoints ?? {});
    const missing = own
      .filter(([, tier]) => reaches(access, tier))
      .flatMap(([key]) => endpoints.get(key as EndpointKey) ?? [])
      .flatMap((one) => missingAnywhere(one, client.identity, tree as PermissionTree));
    return missing.length > 0 ? [{ name, missing: [...new Set(missing)].sort() }] : [];
  });
  const total = registry.listed.length;
  if (lacking.length === 0) return ok("privileges", `enough for each of ${total} listed tools`);
  const shown = lacking
    .slice(0, SHOWN)
    .map(({ name, missing }) => `${name} (${missing.slice(0, 4).join(", ")})`);
  const more = lacking.length > SHOWN ? ` and ${lacking.length - SHOWN} more` : "";
  return warning(
    "privileges",
    `${lacking.length} of ${total} listed tools can't do all that they list: ${shown.join("; ")}${more}`,
    MEND,
  );
}

const MEND = "`proxmox-mcp role` prints a role that fits.";
