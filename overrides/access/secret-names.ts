/**
 * Parameters and keys whose values appear in no message, by name: somebody has looked at each. What a new
 * release brings is listed by `npm run release` until it is here.
 */
export const secretNames: readonly string[] = [
  "challenge",
  "cipassword",
  "client-key",
  "confirmation-password",
  "data",
  "draid-config.data",
  "eab-hmac-key",
  "encryption-key",
  "generate-password",
  "key",
  "keyring",
  "keys",
  "lock-token",
  "otp",
  "password",
  "response",
  "secret",
  "secret[]",
  "target-endpoint",
  "tfa-challenge",
  "ticket",
  "token",
  "totp",
  "value",
  "vncticket",
];
