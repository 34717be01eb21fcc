import type { Endpoint, EndpointKey } from "../../src/schema/model.js";
import { requirePrivileges } from "../access/check-permissions.js";
import type { Access, Identity } from "../access/permissions.js";
import { createAccess } from "../access/permissions.js";
import type { TicketOffice } from "../access/tickets.js";
import type { ConsolePorts } from "../consoles/console-ports.js";
import type { State } from "../state/state.js";
import type { Clock } from "../support/clock.js";
import { startTask, type TaskBody } from "../tasks/task.js";
import type { Faults } from "./injected-faults.js";
import type { UploadedFile } from "./read-parameters.js";

/** What all requests to one simulated cluster share. */
export interface World {
  state: State;
  clock: Clock;
  faults: Faults;
  tickets: TicketOffice;
  consoles: ConsolePorts;
}

/** One request, authenticated, allowed and validated. */
export interface Context extends World {
  endpoint: Endpoint;
  key: EndpointKey;
  /** Nobody logged in: an identity without any privilege. */
  access: Access;
  identity: Identity;
  /** Parameters as the validator parsed them. */
  values: Record<string, unknown>;
  /** What came with a multipart request. */
  upload?: UploadedFile;
  /** Beside `data` in the answer: `total`, `changes`. */
  attributes: Record<string, unknown>;
  /** The node in the path, or the one that answers. */
  node: string;
  /** Seconds since 1970, with the skew that a test asked for. */
  time: number;
  text(name: string): string;
  optional(name: string): string | undefined;
  number(name: string): number | undefined;
  /** Absent counts as `fallback`. */
  flag(name: string, fallback?: boolean): boolean;
  /** A `-list` string or an array. */
  list(name: string): string[];
  has(name: string): boolean;
  /** Throws a 403 unless all privileges are there, or one where `any`. */
  require(path: string, privileges: string | string[], any?: boolean): void;
  isRoot: boolean;
  /** Starts a task in the caller's name and answers its UPID. */
  task(type: string, id: string | number, body: TaskBody, node?: string): string;
}

export type Handler = (context: Context) => unknown;

export type Handlers = Record<string, Handler>;

/** An answer that a file or a program writes instead of the API. */
export class RawAnswer {
  constructor(
    readonly type: string,
    readonly body: string,
    /** `piped`: it goes through gzip whatever the client accepts, and its length isn't known. */
    readonly how: { headers?: Record<string, string>; piped?: boolean } = {},
  ) {}
}

export interface RequestFacts {
  endpoint: Endpoint;
  key: EndpointKey;
  identity: Identity | undefined;
  values: Record<string, unknown>;
  upload?: UploadedFile;
}

const NOBODY: Identity = { user: "", id: "" };

export function createContext(world: World, facts: RequestFacts): Context {
  const { state, clock, faults } = world;
  const { values } = facts;
  const identity = facts.identity ?? NOBODY;
  const access = createAccess(state, identity);
  const named = values["node"];
  const node = typeof named === "string" && named !== "localhost" ? named : state.local;
  const optional = (name: string): string | undefined => {
    const value = values[name];
    if (value === undefined || value === null) return undefined;
    return Array.isArray(value) ? value.join(",") : String(value);
  };
  return {
    ...world,
    ...facts,
    identity,
    access,
    node,
    attributes: {},
    time: clusterTime(world),
    isRoot: identity.id === "root@pam",
    text: (name) => optional(name) ?? "",
    optional,
    number(name) {
      const value = values[name];
      return value === undefined ? undefined : Number(value);
    },
    flag(name, fallback = false) {
      const value = values[name];
      return value === undefined ? fallback : isTrue(value);
    },
    list: (name) => splitList(values[name]),
    has: (name) => values[name] !== undefined,
    require(path, privileges, any = false) {
      const names = Array.isArray(privileges) ? privileges : [privileges];
      requirePrivileges(access, path, names, any);
    },
    task: (type, id, body, on = node) =>
      startTask({ state, clock, faults }, { node: on, type, id, user: identity.id }, body),
  };
}

/** Seconds since 1970 as the cluster sees them. */
export function clusterTime({ clock, faults }: Pick<World, "clock" | "faults">): number {
  return Math.floor(clock.now() / 1000) + faults.clockSkew;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === "1";
}

/** Proxmox splits its lists at commas, semicolons and white space. */
export function splitList(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  // NUL characters separate, where there are any, what may hold blanks and commas itself
  const separator = String(value).includes("\0") ? "\0" : /[\s,;]+/;
  const parts = Array.isArray(value) ? value.map(String) : String(value).split(separator);
  return parts.filter((part) => part !== "");
}
