import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type InputRequiredResult,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { type CallResult, toErrorResult } from "../tools/answer/result.js";
import type { CallChannel } from "../tools/call-channel.js";
import type { Progress } from "../tools/session.js";
import type { Toolbox } from "../tools/toolbox.js";
import { ANSWER_TIME, answerOf, canAsk, questionOf, unanswered } from "./ask.js";

/** Calls that wait for an answer; of more, the oldest ends. */
const MOST_OPEN = 50;

/** The name of the one question of a result. */
const QUESTION = "confirm";

interface Call {
  name: string;
  given: unknown;
}

/** A call that stands still until its user has answered. */
interface OpenCall {
  /** Only the same call can go on. */
  call: Call;
  answer: (given: unknown) => void;
  fail: (error: Error) => void;
  /** Whoever serves the next round is heard and told from then on. */
  follow: (round: Round) => void;
  /** The next question, or the end. */
  next: () => Promise<CallResult | InputRequiredResult>;
}

export interface Rounds {
  serve(call: Call, round: Round): Promise<CallResult | InputRequiredResult>;
}

/** A request that begins a call or goes on with it. */
export interface Round {
  context: ServerContext;
  /** Ends when the request is cancelled, or the server stops. */
  signal: AbortSignal;
  progress: Progress;
  run: (channel: CallChannel) => Promise<CallResult>;
}

const byToolbox = new WeakMap<Toolbox, Rounds>();

/** Those of a toolbox: the next round may be served by another server on it. */
export function roundsOf(toolbox: Toolbox): Rounds {
  const rounds = byToolbox.get(toolbox) ?? createRounds();
  byToolbox.set(toolbox, rounds);
  return rounds;
}

/**
 * Since revision 2026-07-28 a call that has a question ends with it, and is sent again with the
 * answer. In between it stands still here: it goes on where it was, and nothing is sent twice.
 */
function createRounds(): Rounds {
  const open = new Map<string, OpenCall>();

  function park(call: OpenCall): string {
    const state = randomBytes(18).toString("base64url");
    open.set(state, call);
    const [oldest] = open;
    if (open.size > MOST_OPEN && oldest) end(oldest[0], "too many questions are open");
    setTimeout(() => end(state, "no answer came in time"), ANSWER_TIME).unref();
    return state;
  }

  function end(state: string, what: string): void {
    open.get(state)?.fail(unanswered(what));
    open.delete(state);
  }

  /** A state is good for one answer. */
  function goOn(state: string, call: Call, round: Round) {
    const waiting = open.get(state);
    if (!waiting) return toErrorResult(unanswered("that question isn't open any more"));
    if (!isDeepStrictEqual(waiting.call, call)) {
      end(state, "another call was sent back");
      return toErrorResult(unanswered("the answer came with another call"));
    }
    open.delete(state);
    waiting.follow(round);
    const next = waiting.next();
    waiting.answer(round.context.mcpReq.inputResponses?.[QUESTION]);
    return next;
  }

  return {
    async serve(call, round) {
      const { context, signal, progress, run } = round;
      const state = context.mcpReq.requestState();
      if (typeof state === "string") return goOn(state, call, round);
      const { [CLIENT_CAPABILITIES_META_KEY]: capabilities } = Object(context.mcpReq.envelope);
      if (!canAsk(capabilities)) {
        return run({ signal, progress });
      }
      return begin(call, round, park);
    },
  };
}

/** Runs a call until its first question or its end. */
function begin(
  call: Call,
  round: Round,
  park: (call: OpenCall) => string,
): Promise<CallResult | InputRequiredResult> {
  const ending = new AbortController();
  let tell = round.progress;
  let asked: (result: InputRequiredResult) => void = () => {};
  let result: Promise<CallResult>;
  const follow = ({ signal, progress }: Round) => {
    tell = progress;
    if (signal.aborted) ending.abort(signal.reason);
    signal.addEventListener("abort", () => ending.abort(signal.reason), { once: true });
  };
  const next = () => {
    const question = new Promise<InputRequiredResult>((resolve) => {
      asked = resolve;
    });
    return Promise.race([result, question]);
  };
  const ask = (message: string) =>
    new Promise<ReturnType<typeof answerOf>>((resolve, reject) => {
      const answer = (given: unknown) => {
        try {
          resolve(answerOf(given));
        } catch (error) {
          reject(error);
        }
      };
      ending.signal.addEventListener("abort", () => reject(ending.signal.reason), { once: true });
      const state = park({ call, answer, fail: reject, follow, next });
      asked({
        resultType: "input_required",
        inputRequests: { [QUESTION]: questionOf(message) },
        requestState: state,
      });
    });
  follow(round);
  result = round.run({ signal: ending.signal, progress: (...line) => tell(...line), ask });
  return next();
}
