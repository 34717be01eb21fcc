import { expect, test } from "vitest";
import { isSecretName } from "../../src/schema/secret.js";
import { eachSchema, RELEASES, readRelease } from "./releases.js";

test("which parameters and keys of all releases are secrets", () => {
  const secrets = new Set<string>();
  for (const release of RELEASES) {
    for (const { parameters } of readRelease(release).endpoints) {
      eachSchema(parameters, "", (_, where) => {
        if (where !== "" && isSecretName(where)) secrets.add(where);
      });
    }
  }
  expect([...secrets].sort()).toMatchInlineSnapshot(`
    [
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
    ]
  `);
});

test.each(["net0.tag", "tokenid", "keyboard", "hotplug", "data-pool", "lock-token-id", "monkey"])(
  "%s isn't one",
  (name) => expect(isSecretName(name)).toBe(false),
);

test.each(["password", "cipassword", "map[0].key", "target-endpoint.port", "new-secret"])(
  "%s is one",
  (name) => expect(isSecretName(name)).toBe(true),
);
