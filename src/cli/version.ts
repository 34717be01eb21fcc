import { packageVersion } from "../data/package.js";
import type { Command } from "./command.js";

export const version: Command = () => {
  process.stdout.write(`${packageVersion()}\n`);
  return 0;
};
