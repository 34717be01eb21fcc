import fc from "fast-check";
import { expect, it } from "vitest";
import { maskUrlLogins } from "../../src/policy/mask-urls.js";

it.each([
  ["https://me:secret@repo.example/debian", "https://***@repo.example/debian"],
  ["deb https://a:b@x.example trixie main", "deb https://***@x.example trixie main"],
  ["https://me@repo.example", "https://me@repo.example"],
  ["https://repo.example/a:b@c", "https://repo.example/a:b@c"],
  ["root@pam:secret", "root@pam:secret"],
  [
    { files: [{ repositories: [{ URIs: ["http://u:p@h"], Enabled: 1 }] }] },
    { files: [{ repositories: [{ URIs: ["http://***@h"], Enabled: 1 }] }] },
  ],
  [null, null],
  [7, 7],
])("%j becomes %j", (answer, expected) => {
  expect(maskUrlLogins(answer)).toEqual(expected);
});

it("leaves no password of a URL, wherever it stands", () => {
  const word = fc.stringMatching(/^[a-z0-9]{8,20}$/);
  fc.assert(
    fc.property(word, word, fc.string(), (user, password, around) => {
      const text = JSON.stringify(
        maskUrlLogins({ any: [`${around} ftp://${user}:${password}@host/`] }),
      );
      return !text.includes(`:${password}@`);
    }),
  );
});

it("hands on what holds no URL without copying it", () => {
  const answer = { name: "web01", disks: [{ volid: "local:100/vm.raw" }], none: null };
  expect(maskUrlLogins(answer)).toBe(answer);
});
