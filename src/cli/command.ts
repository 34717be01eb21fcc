/** @returns the exit code, or nothing while it goes on in the background */
export type Command = (
  args: string[],
  environment: NodeJS.ProcessEnv,
) => Promise<number | undefined> | number | undefined;

/** A command line that can't be understood; exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
