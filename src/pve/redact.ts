const MASK = "[secret]";

/** Shorter ones would mask half of an ordinary text; Proxmox's own are far longer. */
const SHORTEST = 4;

/**
 * Replaces each of `secrets` in a text, as it is and percent-encoded, longest first so that a
 * secret within another doesn't leave the rest of it standing.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    const spellings = secrets()
      .filter((secret) => secret.length >= SHORTEST)
      .flatMap((secret) => [secret, encodeURIComponent(secret)])
      .sort((a, b) => b.length - a.length);
    return spellings.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  };
}
