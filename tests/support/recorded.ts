import { readFileSync } from "node:fs";

/** One exchange with a genuine Proxmox VE 9.1.9; `as` names the login in `tests/fixtures/recorded`. */
export interface Exchange {
  as: string | null;
  method: string;
  path: string;
  status: number;
  reason: string;
  note?: string;
  params?: Record<string, unknown>;
  body?: string;
  json?: { data?: unknown; errors?: Record<string, string> };
}

/** `reads`: every GET of an idle node; `flows`: changes, their tasks, and refusals. */
export function recorded(name: "reads" | "flows"): Exchange[] {
  const file = new URL(`../fixtures/recorded/${name}.jsonl`, import.meta.url);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Exchange);
}
