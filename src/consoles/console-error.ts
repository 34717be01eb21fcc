/** - `closed`: the connection ended; `protocol`: what came makes no sense; `login`: we were refused. */
export type ConsoleErrorCode = "closed" | "protocol" | "login";

/** Why a console can't be used, or not any longer. */
export class ConsoleError extends Error {
  override name = "ConsoleError";

  constructor(
    readonly code: ConsoleErrorCode,
    message: string,
  ) {
    super(message);
  }
}
