/** A terminal's text as a picture that shows its lines one after another. */

const COLUMN = 8.43;
const LINE = 20;
const MARGIN = 20;
const SIZE = 14;

/** Seconds before a line, and before one that asks for something; the first is there at once. */
const PACE = { line: 0.12, heading: 1.2 };

const CLASSES: Readonly<Record<string, string>> = {
  1: "bold",
  2: "dim",
  31: "red",
  32: "green",
  36: "cyan",
};

const STYLE = `text{font:${SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d6deeb;white-space:pre;animation:show .01s backwards}
.bold{font-weight:600}.dim{fill:#8a97a8}.red{fill:#ff8a80}.green{fill:#9ccc65}.cyan{fill:#7fdbff}
@keyframes show{from{opacity:0}}
@media(prefers-reduced-motion:reduce){text{animation:none}}`;

/**
 * Draws text with the colours of a terminal. Without animations everything shows at once, so that it
 * reads wherever it is put.
 */
export function drawSession(title: string, output: string): string {
  const lines = output.replace(/^\n+|\n+$/g, "").split("\n");
  const longest = Math.max(...lines.map((line) => plainText(line).length));
  const width = Math.ceil(longest * COLUMN) + 2 * MARGIN;
  const height = (lines.length + 1) * LINE + 2 * MARGIN;
  let time = -PACE.heading;
  const texts = lines.map((line, index) => {
    time += plainText(line).startsWith("›") ? PACE.heading : PACE.line;
    const y = MARGIN + (index + 2) * LINE - 5;
    return `<text x="${MARGIN}" y="${y}" style="animation-delay:${time.toFixed(2)}s">${spans(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
<rect width="100%" height="100%" rx="8" fill="#0f1720"/>
<circle cx="24" cy="20" r="5" fill="#ff5f57"/><circle cx="42" cy="20" r="5" fill="#febc2e"/><circle cx="60" cy="20" r="5" fill="#28c840"/>
${texts.join("\n")}
</svg>
`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with it
const CODES = /\u001b\[([\d;]*)m/;

function plainText(line: string): string {
  return line.replaceAll(new RegExp(CODES, "g"), "");
}

function spans(line: string): string {
  let classes: string[] = [];
  // texts and the codes between them
  return line
    .split(CODES)
    .map((part, index) => {
      const isCode = index % 2 === 1;
      if (isCode) classes = classesAfter(classes, part);
      if (isCode || part === "") return "";
      const text = escapeXml(part);
      return classes.length === 0 ? text : `<tspan class="${classes.join(" ")}">${text}</tspan>`;
    })
    .join("");
}

/** A code without a class ends what came before it. */
function classesAfter(classes: readonly string[], code: string): string[] {
  const added = CLASSES[code];
  return added === undefined ? [] : [...classes, added];
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
