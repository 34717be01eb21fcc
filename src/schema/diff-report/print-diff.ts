import type { Change } from "../change.js";
import { printGithub } from "./github.js";
import { printJson } from "./json.js";
import { printJunit } from "./junit.js";
import type { DiffHead, Printer } from "./report.js";
import { printSarif } from "./sarif.js";
import { printMarkdown, printText } from "./sections.js";

export const DIFF_FORMATS = ["text", "markdown", "json", "github", "sarif", "junit"] as const;

export type DiffFormat = (typeof DIFF_FORMATS)[number];

const PRINTERS: Record<DiffFormat, Printer> = {
  text: printText,
  markdown: printMarkdown,
  json: printJson,
  github: printGithub,
  sarif: printSarif,
  junit: printJunit,
};

/** The changes for people, for a pull request, or for programs. */
export function printDiff(changes: readonly Change[], format: DiffFormat, head: DiffHead): string {
  return PRINTERS[format](changes, head);
}
