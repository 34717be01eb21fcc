import type { Door, ToolAnswer } from "../define.js";
import type { Session } from "../session.js";
import { describe } from "./describe.js";
import { read, write } from "./request.js";
import { search } from "./search.js";

/** The way to the endpoints that no tool calls. */
export const doors: Record<
  Door,
  (args: Record<string, unknown>, session: Session) => Promise<ToolAnswer>
> = { search, describe, read, write };
