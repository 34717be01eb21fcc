/** A mistake that the person at the command line can correct: shown as one line, without a stack. */
export class UserError extends Error {
  override name = "UserError";
}
