/** Who called, as far as it is known. */
export interface AuditOrigin {
  tool?: string;
  /** The MCP client's name and version, as it says itself. */
  client?: string;
}

/** A request that changes something or reveals a secret, in the audit file. */
export type AuditEntry = RequestEntry | OutcomeEntry | TaskEntry;

interface Common {
  /** ISO 8601, UTC. */
  time: string;
  /** The same for all lines of a request. */
  id: string;
}

/** Before it is sent, or instead of that. */
export interface RequestEntry extends Common, AuditOrigin {
  event: "request" | "refused";
  /** `user@realm` or `user@realm!token`; absent where there was no login yet. */
  login?: string;
  cluster?: string;
  /** Who called over HTTP, such as `token:laptop`. */
  caller?: string;
  /** Method and path, or what a program is. */
  endpoint: string;
  /** Secrets masked. */
  parameters: Record<string, unknown>;
  /** Vmids that it names. */
  guests?: number[];
  /** How the user agreed. */
  confirmation?: string;
  /** Why it was refused. */
  code?: string;
  message?: string;
}

/** After it was answered. */
export interface OutcomeEntry extends Common {
  event: "done" | "failed";
  /** Milliseconds. */
  duration: number;
  upid?: string;
  code?: string;
  message?: string;
  /** It failed, and may have been carried out all the same. */
  mayHaveRun?: boolean;
}

/** When a task that it started has ended. */
export interface TaskEntry extends Common {
  event: "task";
  upid: string;
  state: string;
  exitstatus?: string;
}
