import { expect, it } from "vitest";
import { hideFields } from "../../src/policy/hide.js";

it.each([
  [{ env: "A=1", cores: 2 }, { cores: 2 }],
  [[{ userid: "a@pve", env: "x" }], [{ userid: "a@pve" }]],
  [
    [
      { key: "env", value: "A=1", pending: "A=2" },
      { key: "cores", value: 2 },
    ],
    [{ key: "cores", value: 2 }],
  ],
  [
    {
      cores: 2,
      lxc: [
        ["env", "A=1"],
        ["lxc.cap.drop", "sys_time"],
      ],
    },
    { cores: 2, lxc: [["lxc.cap.drop", "sys_time"]] },
  ],
  [[{ key: { toString: "x" } }], [{ key: { toString: "x" } }]],
  ["text", "text"],
  [null, null],
])("leaves the secret out of %j", (answer, expected) => {
  expect(hideFields(answer, ["env"])).toEqual(expected);
});

it.each([
  [
    { storage: "a", "api-token": "x", type: "acme" },
    { storage: "a", type: "acme" },
  ],
  [[{ storage: "a", password: "x", options: "vers=3" }], [{ storage: "a" }]],
  [{ acme_token: "x", apikey: "x", "ssh-passphrase": "x", credentials: "x", a: 1 }, { a: 1 }],
])("leaves every field that is named like a secret out of %j", (answer, expected) => {
  const kept = hideFields(answer, ["options", "{secret}"]);
  expect(kept).toEqual(expected);
});
