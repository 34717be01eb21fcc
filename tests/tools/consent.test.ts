import { describe, expect, it } from "vitest";
import type { ConfirmRules } from "../../src/policy/confirm.js";
import type { CatalogueEntry } from "../../src/schema/catalogue.js";
import type { EndpointKey } from "../../src/schema/model.js";
import { type Ask, createConsent } from "../../src/tools/consent.js";
import type { Intent, Look } from "../../src/tools/guard.js";

const look: Look = { read: async () => undefined, guests: async () => [] };

function intent(endpoint: string, losses?: CatalogueEntry["losses"]): Intent {
  const entry: CatalogueEntry = {
    line: "Does it",
    area: "nodes",
    tier: "elevated",
    reason: "an example",
    privileges: "none",
    ...(losses && { losses }),
  };
  return { endpoint: endpoint as EndpointKey, entry, parameters: {}, identity: "joe@pve" };
}

const adds = intent("POST /adds");
const loses = intent("DELETE /loses", [{ what: "deletes it" }]);

function consentOf(mode: ConfirmRules["mode"], answers: Awaited<ReturnType<Ask>>[]) {
  const questions: string[] = [];
  const ask: Ask = async (question) => {
    questions.push(question);
    const answer = answers.shift();
    if (!answer) throw new Error("asked too often");
    return answer;
  };
  const rules: ConfirmRules = { mode, fallback: "allow" };
  const { pass } = createConsent({ rules, ask, onFallback: () => {} });
  return { questions, pass: (one: Intent, announced?: boolean) => pass([one], look, announced) };
}

describe("consent to a call", () => {
  it("is asked for once, whatever follows", async () => {
    const { pass, questions } = consentOf("destructive", ["accepted"]);
    expect(await pass(adds)).toBe("not asked");
    expect(await pass(loses)).toBe("confirmed");
    expect(await pass(loses)).toBe("confirmed");
    expect(await pass(adds)).toBe("not asked");
    expect(questions).toHaveLength(1);
  });

  it("is asked for once by requests that go out together", async () => {
    const { pass, questions } = consentOf("destructive", ["accepted"]);
    expect(await Promise.all([pass(loses), pass(loses), pass(loses)])).toEqual([
      "confirmed",
      "confirmed",
      "confirmed",
    ]);
    expect(questions).toHaveLength(1);
  });

  it("to harmless changes isn't consent to a loss", async () => {
    const { pass, questions } = consentOf("changes", ["accepted", "declined"]);
    expect(await pass(adds)).toBe("confirmed");
    await expect(pass(loses)).rejects.toMatchObject({ code: "declined" });
    expect(questions).toHaveLength(2);
  });

  it("to a loss is consent to harmless changes", async () => {
    const { pass, questions } = consentOf("changes", ["accepted"]);
    expect(await pass(loses)).toBe("confirmed");
    expect(await pass(adds)).toBe("confirmed");
    expect(questions).toHaveLength(1);
  });

  it("that was refused stays refused", async () => {
    const { pass, questions } = consentOf("destructive", ["cancelled"]);
    for (const _ of [1, 2]) {
      await expect(pass(loses)).rejects.toMatchObject({
        code: "declined",
        hint: expect.stringContaining("Nothing was sent."),
      });
    }
    expect(questions).toHaveLength(1);
  });

  it("that is refused later says what was sent before", async () => {
    const { pass } = consentOf("destructive", ["declined"]);
    await pass(adds, true);
    await pass(adds);
    await expect(pass(loses)).rejects.toMatchObject({
      hint: "This wasn't sent, nor what would have followed; before it went POST /adds. Ask the user what they want instead; don't send it again as it is.",
    });
  });
});
