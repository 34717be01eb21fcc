import type { ApiRequest } from "./dispatch.js";

/** A request as it reached the API, secrets included: for tests that must show what was sent. */
export interface LoggedRequest {
  method: string;
  /** Below `/api2/json`. */
  path: string;
  parameters: Record<string, unknown>;
  /** `admin@pve!mcp`; empty when nobody logged in. */
  user: string;
}

export interface RequestLog {
  entries: LoggedRequest[];
  /** What went wrong in the simulator itself. */
  crashes: Error[];
  add(request: ApiRequest): void;
  clear(): void;
}

const KEPT = 5000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    crashes: [],
    add({ method, path, parameters, identity }) {
      entries.push({ method, path, parameters, user: identity?.id ?? "" });
      if (entries.length > KEPT) entries.shift();
    },
    clear() {
      entries.length = 0;
    },
  };
}
