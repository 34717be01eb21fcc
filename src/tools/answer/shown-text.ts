import { escapeControls } from "../../kit/visible.js";
import { LONGEST_ERROR } from "./limits.js";
import { cutBytes } from "./shrink.js";

/** A text as it goes into prompts and protocol errors: nothing hidden in it, and not too long. */
export function shownText(text: string): string {
  return cutBytes(escapeControls(text), LONGEST_ERROR);
}
