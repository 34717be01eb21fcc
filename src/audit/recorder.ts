import { randomUUID } from "node:crypto";
import { defined } from "../kit/defined.js";
import { isObject } from "../kit/objects.js";
import { isUpid } from "../kit/upid.js";
import { namedIn } from "../policy/scope/named.js";
import { isSecretName } from "../schema/secret.js";
import type { AuditLog } from "./audit-log.js";
import type { AuditEntry, AuditOrigin } from "./entry.js";

type Parameters = Readonly<Record<string, unknown>>;

export interface AuditedRequest extends AuditOrigin {
  endpoint: string;
  parameters: Parameters;
}

/** The lines of one request. */
export interface RequestRecord {
  /** @throws AuditError where it can't be written: then nothing may be sent */
  sending(facts: { parameters: Parameters; login: string; confirmation: string }): void;
  done(answer: unknown): void;
  failed(error: unknown): void;
}

export interface Recorder {
  request(request: AuditedRequest): RequestRecord;
  /** A task has ended that may be one of those. */
  task(outcome: { upid: string; state: string; exitstatus?: string }): void;
}

export class AuditError extends Error {}

export interface RecorderOptions {
  log: AuditLog;
  cluster?: string;
  /** Who calls, where that is asked. */
  caller?: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Masks our own credentials. */
  redact(text: string): string;
  /** Gets what couldn't be written after the fact. */
  onLost(reason: string): void;
}

/** Tasks whose end is waited for. */
const MOST_TASKS = 1_000;

/** Writes down what changes something or reveals a secret. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { log, cluster, caller, now, redact, onLost } = options;
  const tasks = new Map<string, string>();
  const time = () => new Date(now()).toISOString();
  const write = (entry: AuditEntry) => log.write(JSON.parse(redact(JSON.stringify(entry))));
  /** What has happened already can't be undone for lack of a line. */
  const writeLate = (entry: AuditEntry) => {
    try {
      write(entry);
    } catch (error) {
      onLost((error as Error).message);
    }
  };
  return {
    request: ({ endpoint, parameters: asked, tool, client }) => {
      const id = randomUUID();
      const origin = defined({ cluster, caller, tool, client });
      const facts = (parameters: Parameters) => {
        const guests = [...namedIn(parameters).guests];
        return {
          endpoint,
          parameters: maskSecrets(parameters),
          ...(guests.length > 0 && { guests }),
        };
      };
      let began: number | undefined;
      return {
        sending: ({ parameters, login, confirmation }) => {
          try {
            const entry = { time: time(), id, event: "request" as const, login, ...origin };
            write({ ...entry, ...facts(parameters), confirmation });
          } catch (error) {
            throw new AuditError((error as Error).message);
          }
          began = now();
        },
        done: (answer) => {
          const upid = isUpid(answer) ? answer : undefined;
          if (upid !== undefined) remember(tasks, upid, id);
          const duration = now() - (began ?? now());
          writeLate({ time: time(), id, event: "done", duration, ...defined({ upid }) });
        },
        failed: (error) => {
          const { code, message, mayHaveRun } = reasonOf(error);
          if (began === undefined) {
            const entry = { time: time(), id, event: "refused" as const, ...origin };
            writeLate({ ...entry, ...facts(asked), code, message });
            return;
          }
          const duration = now() - began;
          const why = { code, message, ...(mayHaveRun && { mayHaveRun }) };
          writeLate({ time: time(), id, event: "failed", duration, ...why });
        },
      };
    },
    task: ({ upid, state, exitstatus }) => {
      const id = tasks.get(upid);
      if (id === undefined || state === "running") return;
      tasks.delete(upid);
      writeLate({ time: time(), id, event: "task", upid, state, ...defined({ exitstatus }) });
    },
  };
}

function remember(tasks: Map<string, string>, upid: string, id: string): void {
  tasks.set(upid, id);
  const [oldest] = tasks.keys();
  if (tasks.size > MOST_TASKS && oldest !== undefined) tasks.delete(oldest);
}

function reasonOf(error: unknown): { code: string; message: string; mayHaveRun?: boolean } {
  const { code, message, mayHaveRun, details } = Object(error) as Record<string, unknown>;
  const may = mayHaveRun === true || (isObject(details) && details["mayHaveRun"] === true);
  return {
    code: typeof code === "string" ? code : "internal",
    message: cut(String(message ?? error)),
    ...(may && { mayHaveRun: true }),
  };
}

/** A file's content or a long note isn't worth its place. */
const LONGEST = 500;

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function maskSecrets(parameters: Parameters): Record<string, unknown> {
  const entries = Object.entries(parameters).map(([name, value]) => [name, masked(name, value)]);
  return Object.fromEntries(entries);
}

function masked(path: string, value: unknown): unknown {
  if (isSecretName(path)) return "***";
  if (typeof value === "string") return cut(value);
  if (Array.isArray(value)) return value.slice(0, 50).map((one) => masked(path, one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, masked(`${path}.${key}`, one)]),
  );
}
