import type { Report } from "./check-imports.js";

/** What the linter's command says of a folder; it fails where there is an error. */
export function summarise(
  root: string,
  { files, violations }: Report,
): { errors: string[]; summary: string } {
  return {
    errors: files === 0 ? [`no source in ${root}`] : violations,
    summary: `imports: ${files} files read, ${violations.length} violations`,
  };
}
