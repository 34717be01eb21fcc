/** A mistake that the person at the command line can correct: shown as one line, without a stack. */
export class UserError extends Error {
  override name = "UserError";
}

/** Overrides that no longer fit the target release, a line each. */
export class StaleOverrides extends UserError {
  override name = "StaleOverrides";

  constructor(
    message: string,
    readonly lines: readonly string[],
  ) {
    super(`${message}\n${lines.join("\n")}`);
  }
}
