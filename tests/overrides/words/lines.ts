import { loadWords, type WordsFile } from "../../../codegen/words.js";

/** One of our lines and where it stands. */
export interface Line {
  /** `file: endpoint` or `file: scope name` */
  where: string;
  text: string;
  endpoint: boolean;
}

export async function loadLines(): Promise<Line[]> {
  return (await loadWords()).flatMap(linesOf);
}

function linesOf({ file, words }: WordsFile): Line[] {
  const endpoints = Object.entries(words.endpoints).map(([key, text]) => ({
    where: `${file}: ${key}`,
    text,
    endpoint: true,
  }));
  const parameters = Object.entries(words.parameters).flatMap(([scope, lines]) =>
    Object.entries(lines).map(([name, text]) => ({
      where: `${file}: ${scope} ${name}`,
      text,
      endpoint: false,
    })),
  );
  return [...endpoints, ...parameters];
}
