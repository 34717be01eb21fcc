// Planted: each import but the first breaks the table of codegen/lint/rules.ts.
import { keyOf } from "../schema/model.js";
import type { Client } from "../pve/client.js";
import { Server } from "@modelcontextprotocol/server";

export { got } from "got";
export type Task = import("../pve/tasks.js").Task;
export const late = () => import("../mcp/server.js");
export const fits = (client: Client) => [keyOf, Server, client];
