import { expect, test } from "vitest";
import { secretNames } from "../../overrides/access.js";
import { eachSchema } from "../../src/schema/each-schema.js";
import { isSecretName } from "../../src/schema/secret.js";
import { RELEASES, readRelease } from "./releases.js";

test("every parameter that counts as a secret is known as one", () => {
  const secrets = new Set<string>();
  for (const release of RELEASES) {
    for (const { parameters } of readRelease(release).endpoints) {
      eachSchema(parameters, "", (_, where) => {
        if (where !== "" && isSecretName(where)) secrets.add(where);
      });
    }
  }
  expect([...secrets].sort()).toEqual(secretNames);
});

test.each(["net0.tag", "tokenid", "keyboard", "hotplug", "data-pool", "lock-token-id", "monkey"])(
  "%s isn't one",
  (name) => expect(isSecretName(name)).toBe(false),
);

test.each(["password", "cipassword", "map[0].key", "target-endpoint.port", "new-secret"])(
  "%s is one",
  (name) => expect(isSecretName(name)).toBe(true),
);
