import { unwatchFile, watchFile } from "node:fs";

/** Milliseconds between two looks: files that are replaced, or lie on a network, tell nothing themselves. */
const INTERVAL = 2_000;

/** Runs something when one of the files has changed. @returns ends it */
export function watchFiles(files: readonly (string | undefined)[], then: () => void): () => void {
  const watched = files.filter((file) => file !== undefined && file !== "") as string[];
  for (const file of watched) {
    watchFile(file, { interval: INTERVAL, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) then();
    });
  }
  return () => {
    for (const file of watched) unwatchFile(file);
  };
}
