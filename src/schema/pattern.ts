import { type Dialect, EXACT, PatternError, PORTABLE } from "./perl/reader.js";
import { translate } from "./perl/translate.js";

export { PatternError };

/**
 * Proxmox's patterns are Perl. This translates the part of Perl that its schemas use, and a good
 * deal around it, into JavaScript.
 *
 * A pattern stands for the whole value, whether or not it has anchors of its own. Two things differ
 * from Proxmox on purpose, which matches `^<pattern>$` as text: an alternative at the top level is
 * whole too (`/dev/parport\d+|/dev/usb/lp\d+` doesn't take `/dev/parport0 or else`), and a final
 * line break isn't overlooked.
 */

export interface JavaScriptPattern {
  source: string;
  flags: string;
}

const compiled = new Map<string, RegExp>();
const portable = new Map<string, string>();

/**
 * A regular expression that matches exactly the values that the Perl pattern means.
 *
 * @throws PatternError when the pattern has no translation
 */
export function compilePattern(perl: string): RegExp {
  let expression = compiled.get(perl);
  if (!expression) {
    const { source, flags } = toJavaScriptPattern(perl);
    expression = compile(perl, source, flags);
    compiled.set(perl, expression);
  }
  return expression;
}

function compile(perl: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new PatternError(`${(error as Error).message} (from the Perl pattern ${perl})`);
  }
}

/** Source and flags of {@link compilePattern}. */
export function toJavaScriptPattern(perl: string): JavaScriptPattern {
  return { source: whole(perl, EXACT), flags: "u" };
}

/**
 * Source for places that know no flags, such as JSON Schema's `pattern`: every validator reads it
 * alike. It may take letters beyond ASCII that Perl doesn't count as such.
 *
 * @throws PatternError when the pattern has no translation
 */
export function toPortablePattern(perl: string): string {
  let source = portable.get(perl);
  if (source === undefined) {
    source = whole(perl, PORTABLE);
    for (const flags of ["", "u"]) compile(perl, source, flags);
    portable.set(perl, source);
  }
  return source;
}

/**
 * Same meaning, less work: an optional separator between two runs of letters makes a backtracking
 * matcher try every way to cut one run in two (the OCI references of 9.1).
 */
const COSTLY: [string, string][] = [["|[-]*)[a-z\\d]+)*", "|[-]+)[a-z\\d]+)*"]];

function whole(perl: string, dialect: Dialect): string {
  const cheaper = COSTLY.reduce((text, [from, to]) => text.replaceAll(from, to), perl);
  const { body, isChoice } = translate(cheaper, dialect);
  if (isChoice) return `^(?:${body})$`;
  const head = body.startsWith("^") ? "" : "^";
  const tail = body.endsWith("$") && !body.endsWith("\\$") ? "" : "$";
  return head + body + tail;
}
