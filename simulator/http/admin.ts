import type { IncomingMessage } from "node:http";
import { isObject } from "../../src/kit/objects.js";
import type { Api } from "../../src/schema/model.js";
import { coverage } from "../coverage.js";
import type { World } from "./context.js";
import { readFaultRule, readTaskFaultRule } from "./parse-injected-fault.js";
import type { RequestLog } from "./request-log.js";
import type { Reply } from "./respond.js";

/** What may be done to a simulated cluster from outside of its API, under `/simulator/`. */
export interface Admin extends World {
  api: Api;
  log: RequestLog;
  renewCertificate(): Promise<string>;
  advance?: (milliseconds: number) => void;
}

type Action = (admin: Admin, body: Record<string, unknown>) => unknown;

/**
 * No login is asked for: the simulated cluster listens on the loopback interface and holds nothing
 * but made-up data.
 */
const ACTIONS: Record<string, Action> = {
  "GET faults": ({ faults }) => faults.list(),
  "POST faults": ({ faults }, body) => {
    faults.add(readFaultRule(body));
    return faults.list();
  },
  "POST task-faults": ({ faults }, body) => {
    faults.failTasks(readTaskFaultRule(body));
    return faults.list();
  },
  "DELETE faults": ({ faults }) => {
    faults.clear();
    return faults.list();
  },
  "POST clock": ({ clock, faults, advance }, body) => {
    const skew = numberIn(body, "skew");
    const advanced = numberIn(body, "advance");
    if (advanced !== undefined && !advance) {
      throw new Error("this clock goes by itself; only a manual one can be advanced");
    }
    if (skew !== undefined) faults.clockSkew = skew;
    if (advanced !== undefined) advance?.(advanced);
    return { now: clock.now(), skew: faults.clockSkew };
  },
  "POST nodes": ({ state }, body) => {
    const { node: name, online } = body;
    const node = state.nodes.get(String(name));
    if (!node) {
      const known = [...state.nodes.keys()].join(", ");
      throw new Error(`there is no node ${JSON.stringify(name)}; there are ${known}`);
    }
    if (typeof online !== "boolean") throw new Error("online should be true or false");
    node.online = online;
    return { node: node.name, online };
  },
  "POST certificate": async (admin) => ({ fingerprint: await admin.renewCertificate() }),
  "GET requests": ({ log }) => log.entries,
  "DELETE requests": ({ log }) => {
    log.clear();
    return [];
  },
  "GET coverage": ({ api }) => coverage(api),
};

function numberIn(body: Record<string, unknown>, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || typeof value === "number") return value;
  throw new Error(`${name} is ${JSON.stringify(value)}, but should be a number`);
}

export async function answerAdmin(
  admin: Admin,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  const name = `${request.method} ${path.replace(/^\/simulator\//, "").replace(/\/$/, "")}`;
  const action = ACTIONS[name];
  if (!action) {
    const known = Object.keys(ACTIONS).join(", ");
    return json(404, "Not Found", { error: `no such action: ${name}`, known });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    const body: unknown = text === "" ? {} : JSON.parse(text);
    return json(200, "OK", await action(admin, isObject(body) ? body : {}));
  } catch (error) {
    return json(400, "Bad Request", { error: (error as Error).message });
  }
}

function json(status: number, reason: string, value: unknown): Reply {
  return { status, reason, type: "application/json", body: JSON.stringify(value) };
}
