import type { Authentication } from "./authentication.js";

/** Two logins for one cluster: one that only reads, and one that changes. */
export function splitAuthentication(read: Authentication, act: Authentication): Authentication {
  const of = (method: string) => (method === "GET" ? read : act);
  return {
    // what is judged by it are changes
    identity: act.identity,
    identityOf: (method) => of(method).identity,
    headers: (method) => of(method).headers(method),
    refused: (headers, method) => of(method).refused(headers, method),
    secrets: () => [...read.secrets(), ...act.secrets()],
  };
}
