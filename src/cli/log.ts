import { escapeControls } from "../kit/visible.js";
import type { LogLevel } from "../settings/settings.js";

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

type Level = keyof Log;

/**
 * Logs to stderr: stdout belongs to the protocol. pino is loaded with the first line that is
 * written, because a start usually has nothing to say.
 */
export function createLog(level: LogLevel): Log {
  let pending: Promise<Log> | undefined;
  const open = (): Promise<Log> =>
    import("pino").then((module) => {
      const pino = module.default;
      return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
    });
  const write = (severity: Level) => (fields: object, message: string) => {
    if (!isWanted(level, severity)) return;
    pending ??= open();
    // a node's words may stand in both, and a terminal obeys what it doesn't show
    const shown = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? escapeControls(value) : value,
    ]);
    const text = escapeControls(message);
    void pending.then((log) => log[severity](Object.fromEntries(shown), text));
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
}

const ORDER: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

function isWanted(level: LogLevel, severity: Level): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(level);
}
