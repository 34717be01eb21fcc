/** Parameters and keys whose values appear in no message: the last part of a path decides. */
const SECRET = new RegExp(
  `^(?:${[
    ".*passw(?:or)?d",
    ".*secret.*",
    "api-?token",
    "token",
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

/** Whether the value at `net0.tag`, `password` or `map[0].key` must not be shown. */
export function isSecretName(path: string): boolean {
  return path
    .replaceAll(/\[\d+\]/g, "")
    .split(".")
    .some((part) => SECRET.test(part));
}
