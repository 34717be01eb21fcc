import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { principalOf, recordProblem, type TokenRecord } from "../../../src/auth/tokens/record.js";
import { isToken, makeToken, matchToken } from "../../../src/auth/tokens/token.js";
import { openTokenFile } from "../../../src/auth/tokens/token-file.js";

const folder = mkdtempSync(join(tmpdir(), "tokens-"));

afterAll(() => rmSync(folder, { recursive: true }));

function recordOf(rights: Partial<TokenRecord> = {}): TokenRecord {
  const { kept } = makeToken();
  return { name: "laptop", access: "read", created: "2026-01-01T00:00:00Z", ...kept, ...rights };
}

describe("matchToken", () => {
  it("knows its own, and nothing else", () => {
    const { token, kept } = makeToken();
    const find = (id: string) => (id === kept.id ? kept : undefined);
    expect(isToken(token)).toBe(true);
    expect(matchToken(token, find)).toBe(kept);
    const id = token.slice(4, 16);
    const secret = token.slice(-43);
    const others = ["", token.slice(1), `${token}A`, `pmx_${id}_`, `pmx_${id}_${"A".repeat(43)}`];
    others.push(`pmx_${"0".repeat(12)}_${secret}`, token.toUpperCase(), makeToken().token);
    for (const other of others) expect(matchToken(other, find), other).toBeUndefined();
  });

  it("keeps nothing from which a token can be made", () => {
    const { token, kept } = makeToken();
    expect(JSON.stringify(kept)).not.toContain(token.slice(-43));
  });
});

describe("a token's record", () => {
  it.each<[Partial<Record<keyof TokenRecord | "else", unknown>>, string | undefined]>([
    [{}, undefined],
    [{ guests: "100-199,tag:lab", nodes: ["pve1"], scopeRead: true, rate: 5 }, undefined],
    [{ expires: "2027-01-01" }, undefined],
    [{ access: "root" }, "access"],
    [{ hash: "short" }, "hash"],
    [{ guests: "12" }, "guests"],
    [{ nodes: "pve1" }, "nodes"],
    [{ rate: 0 }, "rate"],
    [{ expires: "soon" }, "expires"],
    [{ else: 1 }, "else"],
    [{ name: "" }, "name"],
  ])("with %j: what is wrong is %s", (rights, problem) => {
    expect(recordProblem({ ...recordOf(), ...rights })).toBe(problem);
  });

  it("gives a principal all its limits", () => {
    const { guests, ...scope } =
      principalOf(
        recordOf({
          access: "operate",
          guests: "tag:lab",
          nodes: ["pve1"],
          scopeRead: true,
          clusters: ["home"],
          rate: 9,
        }),
      ).scope ?? {};
    expect(guests?.text).toBe("tag:lab");
    expect(scope).toEqual({ nodes: ["pve1"], read: true });
    expect(principalOf(recordOf({ rate: 9, clusters: ["home"] }))).toEqual({
      name: "token:laptop",
      access: "read",
      clusters: ["home"],
      rate: 9,
    });
  });
});

describe("openTokenFile", () => {
  it("keeps tokens readable by their owner alone, and reads what others change", () => {
    const path = join(folder, "new", "tokens.json");
    const file = openTokenFile(path);
    expect(file.list()).toEqual([]);
    const record = recordOf();
    file.write([record]);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(file.list()).toEqual([record]);
    openTokenFile(path).write([]);
    expect(file.list()).toEqual([]);
  });

  it.each([
    ["no JSON", "can't be read as JSON"],
    ["{}", "should hold a list named tokens"],
    ['{"tokens":[{}]}', "token 1: name is missing, wrong or unknown"],
  ])("refuses %s", (text, problem) => {
    const path = join(folder, "broken.json");
    writeFileSync(path, text);
    expect(() => openTokenFile(path).list()).toThrow(problem);
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});
