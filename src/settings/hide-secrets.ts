const HIDDEN = "[hidden]";

/** A token with its secret, a secret as Proxmox makes them, and what follows a URL's question mark. */
const SHAPES: readonly [RegExp, string][] = [
  [/([^\s"'=]+@[^\s"'=]+![^\s"'=]+=)(?!secret\b)[^\s"',]+/g, `$1${HIDDEN}`],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, HIDDEN],
  [/\?[^\s"']+/g, `?${HIDDEN}`],
];

/**
 * A line about a setting without anything that looks like a secret: people put a token into the wrong
 * variable, and clients keep what a server says in files.
 *
 * @param secrets values that are secret wherever they stand
 */
export function hideSecrets(line: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
  return SHAPES.reduce((text, [shape, shown]) => text.replace(shape, shown), known);
}
