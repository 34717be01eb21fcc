import type { Door, ToolAnswer } from "../define.js";
import type { Session } from "../session.js";
import { describe } from "./describe.js";
import { read, write } from "./request.js";
import { search } from "./search.js";

/** The way to every endpoint that no tool stands for. */
export const doors: Record<
  Door,
  (args: Record<string, unknown>, session: Session) => Promise<ToolAnswer>
> = { search, describe, read, write };
