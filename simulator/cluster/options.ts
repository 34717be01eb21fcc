import { parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { State } from "../state/state.js";
import { readProperties } from "../support/properties.js";
import { digestOf } from "../support/random.js";
import { checkDigest, deleteKeys, sectionFrom } from "../support/sections.js";

/** Options that Proxmox reads back taken apart instead of as the string that was written. */
const PARSED = new Set([
  "bwlimit",
  "crs",
  "ha",
  "migration",
  "next-id",
  "notify",
  "replication",
  "tag-style",
  "u2f",
  "user-tag-access",
  "webauthn",
]);

function read({ state, access }: Context): unknown {
  if (!access.has("/", "Sys.Audit")) {
    const { console: _console, "tag-style": style } = state.options;
    return {
      ...(style !== undefined && { "tag-style": readProperties(String(style)) }),
      "allowed-tags": allowedTags(state),
    };
  }
  const options = Object.fromEntries(
    Object.entries(state.options).map(([key, value]) => [
      key,
      PARSED.has(key) ? readProperties(String(value)) : value,
    ]),
  );
  return {
    mac_prefix: "BC:24:11",
    description: "",
    ...options,
    "allowed-tags": allowedTags(state),
  };
}

/** Registered ones and those in use. */
function allowedTags({ options, guests }: State): string[] {
  const used = [...guests.values()].flatMap(({ config }) => splitList(config["tags"]));
  return [...new Set([...splitList(options["registered-tags"]), ...used])].sort();
}

function update(context: Context): void {
  const { state, values } = context;
  checkDigest(context, digestOf(state.options));
  const unknown = splitList(values["delete"]).find(
    (key) => !(key in (context.endpoint.parameters.properties ?? {})),
  );
  if (unknown !== undefined) throw parameterFault({ delete: `unknown option '${unknown}'` });
  deleteKeys(context, state.options);
  Object.assign(state.options, sectionFrom(values, ["delete", "digest"]));
}

export const optionHandlers: Handlers = {
  "GET /cluster/options": read,
  "PUT /cluster/options": update,
};
