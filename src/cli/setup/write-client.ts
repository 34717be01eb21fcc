import { copyFileSync, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { ClientDefinition, Launch } from "../../clients/client.js";
import { clientFile } from "../../clients/client-file.js";
import { mergeConfig } from "../../clients/merge-config.js";
import { printConfig } from "../../clients/print-config.js";
import { writeAtomically } from "../../kit/atomic-write.js";
import type { Machine } from "../../kit/folders.js";
import type { Terminal } from "./terminal.js";

/**
 * Puts the server into a client's configuration; the old one is kept beside it.
 *
 * @returns whether it did; if not, it says what to paste
 */
export function writeClient(
  client: ClientDefinition,
  launch: Launch,
  { say }: Terminal,
  machine: Machine,
  isDry: boolean,
): boolean {
  const named = clientFile(client, machine);
  const { beside: _, ...bare } = client;
  const sample = printConfig(bare, launch);
  if (named === undefined) {
    say(`${client.title} has no file to write. It takes:\n${sample}`);
    return false;
  }
  // a link into a folder of dotfiles stays a link
  const file = existsSync(named) ? realpathSync(named) : named;
  const old = existsSync(file) ? readFileSync(file, "utf8") : "";
  const merged = mergeConfig(client, launch, old);
  if (merged === undefined) {
    say(`${file} can't be changed without losing something. Put this into it:\n${sample}`);
    return false;
  }
  if (isDry) {
    say(`${file} would hold:\n${sample}`);
    return true;
  }
  const backup = existsSync(file) ? backUp(file) : undefined;
  writeAtomically(file, merged, { mode: backup ? statSync(file).mode & 0o777 : 0o600 });
  say(`${file} is written${backup ? `; as it was: ${backup}` : ""}.`);
  return true;
}

/** @returns the first free name beside it */
function backUp(file: string): string {
  let number = 1;
  while (existsSync(`${file}.bak${number}`)) number++;
  copyFileSync(file, `${file}.bak${number}`);
  return `${file}.bak${number}`;
}
