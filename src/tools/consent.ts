import { type ConfirmRules, consequenceInView, needsConfirmation } from "../policy/confirm.js";
import { consequenceOf } from "../policy/consequences.js";
import { ToolError } from "./errors.js";
import type { Confirmation, Guard, Intent, Look } from "./guard.js";
import { presentValues } from "./present-values.js";
import type { Doubt } from "./question.js";

/** Puts a question to the user. @throws ToolError where no answer can be had */
export type Ask = (question: string) => Promise<"accepted" | "declined" | "cancelled">;

export interface ConsentOptions {
  rules: ConfirmRules;
  /** Absent: this client can't ask. */
  ask: Ask | undefined;
  /** Told each time that something was sent unasked because the client can't ask. */
  onFallback: () => void;
}

/** Asks the user before something is lost, once for a call, whatever it sends after that. */
export function createConsent({ rules, ask, onFallback }: ConsentOptions): Guard {
  let answer: Promise<Confirmation> | undefined;

  async function question(doubts: readonly Doubt[], look: Look, put: Ask): Promise<Confirmation> {
    const { writeQuestion } = await import("./question.js");
    const reply = await put(await writeQuestion(doubts, look));
    if (reply === "accepted") return "confirmed";
    throw new ToolError(
      "declined",
      reply === "declined" ? "the user declined" : "the user closed the question",
      "Nothing was sent. Ask the user what they want instead; don't send it again as it is.",
    );
  }

  return {
    async pass(intents, look) {
      const doubtful = intents
        .map((intent) => ({ intent, ...judged(intent) }))
        .filter((doubt) => needsConfirmation(rules, doubt));
      if (doubtful.length === 0) return "not asked";
      if (answer) return answer;
      if (!ask) {
        if (rules.fallback === "deny") throw cannotAsk();
        onFallback();
        return "fallback";
      }
      const doubts = await Promise.all(doubtful.map((doubt) => inView(doubt, look)));
      const left = doubts.filter((doubt) => needsConfirmation(rules, doubt));
      if (left.length === 0) return "not asked";
      answer ??= question(left, look, ask);
      return answer;
    },
  };
}

function judged({ endpoint, entry, parameters, looks }: Intent) {
  const consequence = consequenceOf(endpoint, entry, parameters);
  return { consequence, parameters, ...(looks && { looks }) };
}

/** With the values that are there, where the same path can be read. */
async function inView(doubt: Omit<Doubt, "present">, look: Look): Promise<Doubt> {
  const { intent, consequence } = doubt;
  if (!consequence?.replaces.length) return doubt;
  const present = await presentValues(intent, look);
  if (!present) return doubt;
  return { ...doubt, consequence: consequenceInView(doubt, present), present };
}

function cannotAsk(): ToolError {
  return new ToolError(
    "confirmation",
    "this has to be confirmed by the user, and the client can't ask",
    "Nothing was sent. The operator can allow it unasked with PROXMOX_CONFIRM_FALLBACK=allow, or with PROXMOX_CONFIRM=off.",
  );
}
