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
  ["text", "text"],
  [null, null],
])("leaves the secret out of %j", (answer, expected) => {
  expect(hideFields(answer, ["env"])).toEqual(expected);
});
