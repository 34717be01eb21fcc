import { unwatchFile, watchFile } from "node:fs";
import type { Log } from "./log.js";

/** Milliseconds between two looks: files that are replaced, or lie on a network, tell nothing themselves. */
const INTERVAL = 2_000;

export interface RenewOptions {
  /** Those that are undefined or empty aren't there. */
  files: readonly (string | undefined)[];
  /** What it throws is told, and leaves all as it was. */
  renew(): Promise<void>;
  log: Log;
}

/** Renews at SIGHUP, and when one of the files has changed; once after the other. @returns ends it */
export function renewAtChange({ files, renew, log }: RenewOptions): () => void {
  let last = Promise.resolve();
  let isOver = false;
  const next = () => {
    // a signal that nobody listens to would end the program
    if (isOver) return;
    last = last.then(renew).then(
      () => log.info({}, "settings read again"),
      (error: unknown) => log.error({ reason: String(error) }, "the settings before stay in force"),
    );
  };
  process.on("SIGHUP", next);
  const watched = files.filter((file) => file !== undefined && file !== "") as string[];
  for (const file of watched) {
    watchFile(file, { interval: INTERVAL, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) next();
    });
  }
  return () => {
    isOver = true;
    for (const file of watched) unwatchFile(file);
  };
}
