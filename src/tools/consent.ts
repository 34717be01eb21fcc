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

/**
 * Asks the user before something is lost, once for a call, whatever it sends after that. Only where a
 * question was about harmless changes alone, what turns out to lose something is another one.
 */
export function createConsent({ rules, ask, onFallback }: ConsentOptions): Guard {
  let answer: { reply: Promise<Confirmation>; covers: boolean } | undefined;
  const sent: string[] = [];

  async function question(doubts: readonly Doubt[], look: Look, put: Ask): Promise<Confirmation> {
    const { writeQuestion } = await import("./question.js");
    const reply = await put(await writeQuestion(doubts, look));
    if (reply === "accepted") return "confirmed";
    throw declined(reply, sent);
  }

  async function decide(intents: readonly Intent[], look: Look): Promise<Confirmation> {
    const doubtful = intents
      .map((intent) => ({ intent, ...judged(intent) }))
      .filter((doubt) => needsConfirmation(rules, doubt));
    if (doubtful.length === 0) return "not asked";
    const loses = doubtful.some(({ consequence }) => consequence !== undefined);
    if (answer && (answer.covers || !loses)) return answer.reply;
    if (!ask) {
      if (rules.fallback === "deny") throw cannotAsk(sent);
      onFallback();
      return "fallback";
    }
    const doubts = await Promise.all(doubtful.map((doubt) => inView(doubt, look)));
    const left = doubts.filter((doubt) => needsConfirmation(rules, doubt));
    if (left.length === 0) return "not asked";
    const covers = left.some(({ consequence }) => consequence !== undefined);
    if (!answer || (covers && !answer.covers)) {
      answer = { reply: question(left, look, ask), covers };
    }
    return answer.reply;
  }

  return {
    async pass(intents, look, announced = false) {
      const confirmation = await decide(intents, look);
      if (!announced) sent.push(...intents.map(({ endpoint }) => endpoint));
      return confirmation;
    },
  };
}

const NO = {
  declined: { message: "the user declined", more: "" },
  cancelled: {
    message: "the question was closed without an answer",
    more: " A client without a user may do that by itself: the operator can set PROXMOX_CONFIRM=off.",
  },
};

function declined(reply: keyof typeof NO, sent: readonly string[]): ToolError {
  const { message, more } = NO[reply];
  const then = "Ask the user what they want instead; don't send it again as it is.";
  return new ToolError("declined", message, `${whatWasSent(sent)} ${then}${more}`);
}

function whatWasSent(sent: readonly string[]): string {
  return sent.length === 0
    ? "Nothing was sent."
    : `This wasn't sent, nor what would have followed; before it went ${sent.join(", ")}.`;
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

function cannotAsk(sent: readonly string[]): ToolError {
  return new ToolError(
    "confirmation",
    "This has to be confirmed by the user, and the client can't ask",
    `${whatWasSent(sent)} The operator can allow it unasked with PROXMOX_CONFIRM_FALLBACK=allow, or with PROXMOX_CONFIRM=off.`,
  );
}
