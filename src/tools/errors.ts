/** Something that went wrong and that the model should hear about. All texts are ours or checked. */
export class ToolError extends Error {
  override name = "ToolError";

  constructor(
    readonly code: string,
    message: string,
    readonly hint?: string,
    /** Facts for a program: status, parameter errors … */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Arguments that a call needs and lacks, perhaps beside other faults. */
export class MissingArguments extends ToolError {
  constructor(
    message: string,
    readonly missing: readonly string[],
  ) {
    super("arguments", message, "Nothing was sent.");
  }
}

/** What the description in use doesn't know; another release's may. */
export class UnknownHere extends ToolError {}

/** For what cannot be done or meant. */
export function refuse(message: string, hint = "Nothing was changed."): ToolError {
  return new ToolError("refused", message, hint);
}

/** The code of what a preview stops. */
export const PREVIEW = "preview";
