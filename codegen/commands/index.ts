import type { Command } from "../command.js";
import { words } from "./words.js";

export const commands: Readonly<Record<string, Command>> = { words };
