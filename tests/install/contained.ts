import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";

/** A command line that runs another within an image. */
export interface Contained {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** @param more a folder for what is the image's user's home, and another user than the image's */
export function contained(
  root: string,
  args: readonly string[],
  { volume, user }: { volume?: string; user?: number } = {},
): Contained {
  const script = join(ROOT, "tests/install/run-image.sh");
  const spaces = ["--mount", "--pid", "--fork", "--kill-child"];
  return {
    command: "unshare",
    args: [...spaces, "sh", script, root, ...args],
    env: {
      PATH: process.env["PATH"] ?? "",
      ...(volume !== undefined && { VOLUME: volume }),
      ...(user !== undefined && { USER_ID: String(user) }),
    },
  };
}
