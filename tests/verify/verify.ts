import { exampleParameters } from "../../src/schema/example.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { type Mutation, mutations } from "../../src/schema/mutate.js";
import { validate } from "../../src/schema/validate.js";
import { accepted, type Judge, refused, type Verdict } from "./judge.js";
import { objectForm, objectsIn } from "./object-form.js";

/** What the judges made of one release. */
export interface Tally {
  endpoints: number;
  parameters: number;
  /** Requests with nothing wrong, accepted by every judge that could see them. */
  valid: number;
  mutated: number;
  refusedByAll: number;
  /** Faults that some judge can't see, by reason; the other judges refused them. */
  skipped: Map<string, number>;
  /** Faults inside property strings, refused by those who take them as objects. */
  objects: number;
  /** What went wrong: nothing should. */
  failures: string[];
}

/**
 * Shows every judge valid requests and every single fault, for each endpoint.
 *
 * @param objectJudges those who take property strings as objects too
 */
export async function verify(
  endpoints: readonly Endpoint[],
  judges: readonly Judge[],
  objectJudges: readonly Judge[],
): Promise<Tally> {
  const tally: Tally = {
    endpoints: endpoints.length,
    parameters: 0,
    valid: 0,
    mutated: 0,
    refusedByAll: 0,
    skipped: new Map(),
    objects: 0,
    failures: [],
  };
  for (const endpoint of endpoints) {
    tally.parameters += Object.keys(endpoint.parameters.properties ?? {}).length;
    for (const all of [false, true]) {
      const parameters = exampleParameters(endpoint, { all });
      await judgeValid(endpoint, parameters, [ourJudge, ...judges], tally);
      tally.valid += 1;
      await judgeValid(endpoint, objectsIn(endpoint, parameters), objectJudges, tally);
    }
    for (const mutation of mutations(endpoint)) {
      await judgeMutated(endpoint, mutation, judges, tally);
      await judgeObject(endpoint, mutation, objectJudges, tally);
    }
  }
  return tally;
}

/** Our validator, in the judges' robe. */
const ourJudge: Judge = {
  name: "validate",
  judge: async (endpoint, parameters) => {
    const { problems } = validate(endpoint, parameters, { encoding: "json" });
    return problems.length > 0 ? refused(problems) : accepted;
  },
};

async function judgeValid(
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
  judges: readonly Judge[],
  tally: Tally,
): Promise<void> {
  const fail = (who: string, why: unknown) =>
    tally.failures.push(
      `${keyOf(endpoint)}: ${who} refuses valid ${show(parameters)}: ${show(why)}`,
    );
  for (const judge of judges) {
    const verdict = await judge.judge(endpoint, parameters);
    if (verdict.kind !== "accepted") fail(judge.name, verdict.why);
  }
}

async function judgeMutated(
  endpoint: Endpoint,
  mutation: Mutation,
  judges: readonly Judge[],
  tally: Tally,
): Promise<void> {
  tally.mutated += 1;
  const { parameters, parameter, path, rule } = mutation;
  const what = `${keyOf(endpoint)}: ${path} breaks ${rule} in ${show(parameters)}`;
  const { problems } = validate(endpoint, parameters, { encoding: "json" });
  if (!problems.some((problem) => problem.message.includes(parameter))) {
    tally.failures.push(`${what}: our message doesn't name ${parameter}: ${show(problems)}`);
  }
  const reasons = new Set<string>();
  let isRefused = true;
  for (const judge of judges) {
    const verdict = blind(mutation, await judge.judge(endpoint, parameters));
    isRefused &&= verdict.kind === "refused";
    if (verdict.kind === "accepted") tally.failures.push(`${what}: ${judge.name} accepts it`);
    if (verdict.kind === "unable") reasons.add(`${judge.name}: ${verdict.why}`);
  }
  if (isRefused) tally.refusedByAll += 1;
  if (reasons.size === 0) return;
  const reason = [...reasons].sort().join("; ");
  tally.skipped.set(reason, (tally.skipped.get(reason) ?? 0) + 1);
}

async function judgeObject(
  endpoint: Endpoint,
  mutation: Mutation,
  judges: readonly Judge[],
  tally: Tally,
): Promise<void> {
  const parameters = objectForm(endpoint, mutation);
  // which formats need a program isn't known of keys
  if (!parameters || mutation.rule === "format") return;
  tally.objects += 1;
  for (const judge of judges) {
    const verdict = await judge.judge(endpoint, parameters);
    if (verdict.kind !== "refused") {
      const what = `${mutation.path} breaks ${mutation.rule} in ${show(parameters)}`;
      tally.failures.push(`${keyOf(endpoint)}: ${what}: ${judge.name} accepts it`);
    }
  }
}

/** A judge that takes what JSON Schema can't refuse isn't at fault. */
function blind({ inJsonSchema, path, parameter, rule }: Mutation, verdict: Verdict): Verdict {
  if (verdict.kind !== "accepted" || inJsonSchema) return verdict;
  if (path !== parameter) return { kind: "unable", why: "a property string is one text" };
  if (rule === "requires") return { kind: "unable", why: "it can't relate two keys" };
  return { kind: "unable", why: "the format needs a program" };
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
