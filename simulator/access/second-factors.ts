import { randomBytes } from "node:crypto";
import { ApiFault, fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { SecondFactor } from "./access-state.js";
import { confirm } from "./login.js";
import { requireUser } from "./users.js";
import { totp } from "./verify-second-factor.js";

type Entry = Record<string, unknown>;

function facts(id: string, { type, description, created, enable }: SecondFactor): Entry {
  return { id, type, description, created, ...(!enable && { enable: 0 }) };
}

function listAll(context: Context): Entry[] {
  const { state, access, identity } = context;
  const entries: Entry[] = [];
  for (const [userid, user] of state.access.users) {
    if (user.factors.size === 0) continue;
    if (userid !== identity.id && !access.hasAny("/access/groups", ["User.Modify"])) continue;
    entries.push({ userid, entries: [...user.factors].map(([id, factor]) => facts(id, factor)) });
  }
  return entries;
}

function listOf(context: Context): Entry[] {
  const { factors } = requireUser(context, context.text("userid"));
  return [...factors].map(([id, factor]) => facts(id, factor));
}

function missing(id: string): ApiFault {
  return new ApiFault(404, `No such tfa entry '${id}'`);
}

function read(context: Context): Entry {
  const id = context.text("id");
  const factor = requireUser(context, context.text("userid")).factors.get(id);
  if (!factor) throw missing(id);
  return facts(id, factor);
}

/** Only root@pam changes factors without giving a password again. */
function reconfirm(context: Context): void {
  if (!context.isRoot) confirm(context, context.text("password"));
}

function create(context: Context): Entry {
  reconfirm(context);
  const userid = context.text("userid");
  const user = requireUser(context, userid);
  const type = context.text("type") as SecondFactor["type"];
  const common = { description: context.text("description"), created: context.time, enable: true };
  if (type === "recovery") {
    if (user.factors.has("recovery")) throw fault("user already has recovery keys");
    const codes = new Map(
      Array.from({ length: 10 }, (_, number) => [number, randomBytes(8).toString("hex")]),
    );
    user.factors.set("recovery", { type, ...common, description: "", codes });
    return { id: "recovery", recovery: [...codes.values()] };
  }
  if (type !== "totp") throw fault(`type '${type}' needs a browser`);
  const secret = /[?&]secret=([A-Z2-7]+)/i.exec(context.text("totp"))?.[1];
  if (secret === undefined) throw fault("missing TOTP secret");
  if (totp(secret, context.time) !== context.text("value")) {
    throw fault("failed to verify TOTP challenge");
  }
  const id = `${type}${user.factors.size}`;
  user.factors.set(id, { type, ...common, secret });
  return { id };
}

function update(context: Context): void {
  reconfirm(context);
  const id = context.text("id");
  const factor = requireUser(context, context.text("userid")).factors.get(id);
  if (!factor) throw missing(id);
  factor.description = context.optional("description") ?? factor.description;
  if (context.has("enable")) factor.enable = context.flag("enable");
}

function remove(context: Context): void {
  reconfirm(context);
  const id = context.text("id");
  if (!requireUser(context, context.text("userid")).factors.delete(id)) throw missing(id);
}

function typesOf(context: Context): Entry {
  const userid = context.text("userid");
  const types = [...requireUser(context, userid).factors.values()].map((factor) => factor.type);
  return context.flag("multiple") || types.length > 0 ? { types: [...new Set(types)] } : {};
}

export const secondFactorHandlers: Handlers = {
  "GET /access/tfa": listAll,
  "GET /access/tfa/{userid}": listOf,
  "POST /access/tfa/{userid}": create,
  "GET /access/tfa/{userid}/{id}": read,
  "PUT /access/tfa/{userid}/{id}": update,
  "DELETE /access/tfa/{userid}/{id}": remove,
  "GET /access/users/{userid}/tfa": typesOf,
  "PUT /access/users/{userid}/unlock-tfa": (context) => {
    const user = requireUser(context, context.text("userid"));
    const wasLocked = user.totpLocked === true || user.tfaLockedUntil !== undefined;
    delete user.totpLocked;
    delete user.tfaLockedUntil;
    return wasLocked ? 1 : 0;
  },
};
