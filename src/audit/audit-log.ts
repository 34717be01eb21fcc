import { closeSync, constants, openSync, writeSync } from "node:fs";

/** A file of one JSON line an entry. */
export interface AuditLog {
  readonly file: string;
  /** @throws Error where the line can't be written whole */
  write(entry: object): void;
}

const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;

/**
 * Appends to a file that only its owner may read. It is opened for each line, so that whoever moves
 * it away, as logrotate does, gets a new one; lines of several processes don't mix.
 */
export function openAuditLog(file: string): AuditLog {
  return {
    file,
    write: (entry) => {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      const descriptor = openSync(file, FLAGS, 0o600);
      try {
        const written = writeSync(descriptor, line);
        if (written < line.length) throw new Error("the disk is full");
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
