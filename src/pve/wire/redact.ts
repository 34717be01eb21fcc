const MASK = "[secret]";

/** Shorter ones would mask half of an ordinary text; Proxmox's own are far longer. */
const SHORTEST = 4;

/** @param shortest how long a secret must be to be looked for */
export type Redact = (text: string, shortest?: number) => string;

/**
 * Replaces each of `secrets` in a text, as it is, percent-encoded and within JSON, longest first so that a
 * secret within another doesn't leave the rest of it standing.
 */
export function createRedactor(secrets: () => readonly string[]): Redact {
  return (text, shortest = SHORTEST) => {
    const spellings = secrets()
      .filter((secret) => secret.length >= shortest)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
      ])
      .sort((a, b) => b.length - a.length);
    return spellings.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  };
}
