import { readFileSync } from "node:fs";

/** The process that another started, by its number; `unshare` and the like start one. @throws where it has none */
export function childOf(pid: number | undefined): number {
  const child = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  if (child === "") throw new Error(`process ${pid} has started none`);
  return Number(child);
}
