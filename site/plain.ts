const SIGNS: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "*": "\\*",
  _: "\\_",
  "|": "\\|",
  "[": "\\[",
  "{": "&#123;",
};

/** A text in which nothing means anything to Markdown or Vue. */
export function plain(text: string): string {
  return text.replace(/[<>*_|[{]/g, (sign) => SIGNS[sign] ?? sign);
}
