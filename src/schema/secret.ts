/** Parameters and keys whose values appear in no message: the last part of a path decides. */
const SECRET = new RegExp(
  `^(?:${[
    ".*passw(?:or)?d",
    ".*secret.*",
    "api[-_]?token",
    "token",
    ".*[-_]token",
    "api-?key",
    ".*passphrase",
    ".*credentials?",
    "keys?",
    ".*[-_]key",
    "keyring",
    "t?otp",
    ".*challenge",
    "response",
    ".*ticket",
    // what ACME plugins keep their credentials in, and a new second factor
    "data",
    "value",
    // holds an API token with its secret
    "target-endpoint",
  ].join("|")})$`,
);

/** What sounds like a secret and is none: names of fields that routers match and set, and a public key. */
const HARMLESS = /(?:^|\.)(?:(?:exit-action|match|set)\.(?:key|value)|public_key)$/;

/** Whether the value at `net0.tag`, `password` or `map[0].key` must not be shown. */
export function isSecretName(path: string): boolean {
  const name = path.replaceAll(/\[\d*\]/g, "");
  return !HARMLESS.test(name) && name.split(".").some((part) => SECRET.test(part));
}
