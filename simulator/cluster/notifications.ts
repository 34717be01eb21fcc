import { ApiFault, fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { NotificationState, Section } from "../state/state.js";
import { digestOf } from "../support/random.js";
import { sectionHandlers } from "../support/sections.js";

const ENDPOINTS = ["gotify", "sendmail", "smtp", "webhook"] as const;

type EndpointType = (typeof ENDPOINTS)[number];

/** Kept apart by Proxmox and never read back. */
const SECRETS: Record<EndpointType | "matchers", string[]> = {
  gotify: ["token"],
  sendmail: [],
  smtp: ["password"],
  webhook: ["secret"],
  matchers: [],
};

function missing(what: string, name: string): ApiFault {
  return new ApiFault(404, `${what} '${name}' not found\n`);
}

/** Built-in entries turn into `modified-builtin` when somebody edits them. */
function mark(section: Section): void {
  if (section["origin"] === "builtin") section["origin"] = "modified-builtin";
  section["origin"] ??= "user-created";
}

function handlersOf(type: keyof NotificationState, collection: string, what: string): Handlers {
  return sectionHandlers({
    collection,
    id: "name",
    sections: ({ state }) => state.notifications[type],
    missing: (name) => missing(what, name),
    exists: (name) => fault(`${what} '${name}' already exists`),
    digest: "none",
    show: (section) => {
      const visible = Object.entries(section).filter(([key]) => !SECRETS[type].includes(key));
      return Object.fromEntries(visible);
    },
    check: (context, name, section, mode) => {
      mark(section);
      if (mode === "create" && what === "endpoint" && isTaken(context, name)) {
        throw fault(`endpoint '${name}' already exists`);
      }
    },
    checkDelete: ({ state }, name, section) => {
      if (section["origin"] === "builtin") throw fault(`cannot delete built-in ${what} '${name}'`);
      if (what !== "endpoint") return;
      const users = [...state.notifications.matchers].filter(([, matcher]) =>
        targetsOf(matcher).includes(name),
      );
      if (users.length === 0) return;
      const names = users.map(([user]) => user).join(", ");
      throw fault(`cannot delete '${name}', it is referenced by: ${names}`);
    },
  });
}

/** Reads of one entry carry a digest, lists don't. */
function withDigest(handlers: Handlers, item: string): Handlers {
  const read = handlers[`GET ${item}`];
  if (!read) return handlers;
  return {
    ...handlers,
    [`GET ${item}`]: (context) => ({
      ...(read(context) as Section),
      digest: digestOf([...context.state.notifications.matchers]),
    }),
  };
}

function targetsOf(matcher: Section): string[] {
  const { target } = matcher;
  return Array.isArray(target) ? target.map(String) : [];
}

function isTaken({ state }: Context, name: string): boolean {
  return ENDPOINTS.some((type) => state.notifications[type].has(name));
}

function targets({ state }: Context): Section[] {
  return ENDPOINTS.flatMap((type) =>
    [...state.notifications[type]].map(([name, { comment, disable, origin }]) => ({
      name,
      type,
      origin,
      ...(comment !== undefined && { comment }),
      ...(disable !== undefined && { disable }),
    })),
  );
}

/** Values that a matcher can be told to look for. */
function fieldValues({ state }: Context): Section[] {
  const types = ["package-updates", "fencing", "replication", "vzdump", "system-mail"];
  return [
    ...types.map((value) => ({ field: "type", value })),
    ...[...state.backupJobs].map(([value, { comment }]) => ({
      field: "job-id",
      value,
      comment: comment ?? null,
    })),
    ...[...state.nodes.keys()].map((value) => ({ field: "hostname", value })),
  ];
}

function test(context: Context): void {
  const name = context.text("name");
  if (!isTaken(context, name)) throw missing("endpoint", name);
}

const base = "/cluster/notifications";

export const notificationHandlers: Handlers = {
  ...ENDPOINTS.reduce<Handlers>((handlers, type) => {
    const collection = `${base}/endpoints/${type}`;
    const own = withDigest(handlersOf(type, collection, "endpoint"), `${collection}/{name}`);
    return Object.assign(handlers, own);
  }, {}),
  ...withDigest(handlersOf("matchers", `${base}/matchers`, "matcher"), `${base}/matchers/{name}`),
  [`GET ${base}/targets`]: targets,
  [`POST ${base}/targets/{name}/test`]: test,
  [`GET ${base}/matcher-fields`]: () => [
    { name: "type" },
    { name: "hostname" },
    { name: "job-id" },
  ],
  [`GET ${base}/matcher-field-values`]: fieldValues,
};
