import { describe, expect, it } from "vitest";
import { parseOtp } from "../../../src/pve/login/otp.js";
import { totp } from "../../../src/pve/login/totp.js";

function secretOf(text: string) {
  const parsed = parseOtp(text);
  if ("code" in parsed) throw new Error("a code");
  return parsed.secret;
}

const SHA1 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const SHA256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";

describe("totp", () => {
  // The test vectors of RFC 6238, appendix B.
  it.each([
    [SHA1, "SHA1", 59, "94287082"],
    [SHA1, "SHA1", 1111111109, "07081804"],
    [SHA1, "SHA1", 20000000000, "65353130"],
    [SHA256, "SHA256", 59, "46119246"],
    [SHA256, "SHA256", 1234567890, "91819424"],
  ])("makes the codes of RFC 6238: %s %s at %i", (secret, algorithm, seconds, code) => {
    const uri = `otpauth://totp/x?secret=${secret}&digits=8&algorithm=${algorithm}`;
    expect(totp(secretOf(uri), seconds * 1000)).toBe(code);
  });

  it("takes the secret alone, with spaces and in lower case as people copy it", () => {
    const spaced = SHA1.toLowerCase().replace(/.{4}/g, "$& ");
    expect(totp(secretOf(spaced), 59_000)).toBe("287082");
  });
});

describe("parseOtp", () => {
  it("takes a code of the moment", () => {
    expect(parseOtp(" 123456 ")).toEqual({ code: "123456" });
  });

  it.each([
    ["hunter2!", "is neither a code of 6 to 8 digits nor a base32 secret nor an otpauth:// URI"],
    ["1234", "is neither a code"],
    [`otpauth://hotp/x?secret=${SHA1}`, "not of type totp"],
    [`otpauth://totp/x?secret=${SHA1}&algorithm=MD5`, "algorithm other than"],
    [`otpauth://totp/x?secret=${SHA1}&digits=12`, "has a digits that is not 6 to 8"],
    ["otpauth://totp/x", "is neither a code"],
  ])("refuses %s", (text, problem) => {
    expect(() => parseOtp(text)).toThrow(problem);
    expect(() => parseOtp(text)).not.toThrow(/hunter2|GEZDG/);
  });
});
