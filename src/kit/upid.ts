/** A task's identifier, taken apart: `UPID:node:pid:pstart:starttime:type:id:user:`. */
export interface Upid {
  upid: string;
  /** Where it runs, and where to ask about it. */
  node: string;
  pid: number;
  /** The process's start in clock ticks since boot: with `pid` it is unique on the node. */
  pstart: number;
  /** Seconds since 1970. */
  starttime: number;
  /** e.g. `qmstart`. */
  type: string;
  /** What it is about, often a vmid; empty for many types. */
  id: string;
  /** `user@realm` or `user@realm!token`. */
  user: string;
}

const PATTERN =
  /^UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):$/;

export function isUpid(value: unknown): value is string {
  return typeof value === "string" && PATTERN.test(value);
}

/** @throws Error when it isn't one */
export function parseUpid(text: string): Upid {
  const match = PATTERN.exec(text);
  if (!match)
    throw new Error(`${JSON.stringify(text)} is not a task's UPID (UPID:node:…:type:id:user:)`);
  const [, node, pid, pstart, starttime, type, id, user] = match as unknown as string[];
  return {
    upid: text,
    node: node as string,
    pid: Number.parseInt(pid as string, 16),
    pstart: Number.parseInt(pstart as string, 16),
    starttime: Number.parseInt(starttime as string, 16),
    type: type as string,
    id: id as string,
    user: user as string,
  };
}

/** The inverse of `parseUpid`. */
export function printUpid(upid: Omit<Upid, "upid">): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, "0");
  const { node, pid, pstart, starttime, type, id, user } = upid;
  return `UPID:${node}:${hex(pid)}:${hex(pstart)}:${hex(starttime)}:${type}:${id}:${user}:`;
}
