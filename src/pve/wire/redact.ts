import { percentEncode } from "./encode.js";

const MASK = "[secret]";

/** Shorter ones would mask half of an ordinary text; Proxmox's own are far longer. */
const SHORTEST = 4;

/** @param shortest how long a secret must be to be looked for */
export type Redact = (text: string, shortest?: number) => string;

/**
 * Replaces each of `secrets` in a text, as it is, within JSON, and percent-encoded as we send it or as
 * others do, also in small letters and twice; longest first so that a secret within another doesn't leave
 * the rest of it standing.
 */
export function createRedactor(secrets: () => readonly string[]): Redact {
  return (text, shortest = SHORTEST) => {
    const spellings = secrets()
      .filter((secret) => secret.length >= shortest)
      .flatMap(spellingsOf)
      .sort((a, b) => b.length - a.length);
    return spellings.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  };
}

function spellingsOf(secret: string): string[] {
  const encoded = [encodeURIComponent(secret), percentEncode(secret)];
  const small = encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  const once = [...encoded, ...small];
  return [secret, JSON.stringify(secret).slice(1, -1), ...once, ...once.map(encodeURIComponent)];
}
