/**
 * `npm run eval:tools [-- FILE]`: how often search finds what a task needs, and where a model is given
 * by environment (EVAL_URL, EVAL_MODEL, EVAL_API, EVAL_KEY), how often it calls the right tool rightly.
 */
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { type Choice, choose } from "./choice.js";
import { accessFrom } from "./model.js";
import { placeOf, recallAt } from "./recall.js";
import { readTasks, type Task } from "./tasks.js";

const SETS: readonly Task["set"][] = ["tuning", "judging"];

const [file = join(ROOT, "tests/eval/tasks.json")] = process.argv.slice(2);
const tasks = readTasks(file);
const access = accessFrom(process.env);

for (const set of SETS) {
  const own = tasks.filter((task) => task.set === set);
  if (own.length === 0) continue;
  const places = own.map(placeOf);
  print(
    `${set}: ${own.length} tasks, search recall@1 ${percent(recallAt(places, 1))}, recall@5 ${percent(recallAt(places, 5))}`,
  );
  // what a judging task misses isn't shown: then it would tune
  if (set === "tuning") {
    for (const [index, task] of own.entries()) {
      const place = places[index];
      if (place === undefined || place > 5) print(`  not among five: ${task.ask}`);
    }
  }
  if (access) report(await chooseAll(own));
}

async function chooseAll(own: readonly Task[]): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (const task of own) if (access) choices.push(await choose(access, task));
  return choices;
}

function report(choices: readonly Choice[]): void {
  const share = (test: (choice: Choice) => boolean) =>
    percent(choices.filter(test).length / choices.length);
  const tokens = choices.reduce((sum, { call }) => sum + call.tokens, 0);
  print(
    `  model: tool ${share(({ tool }) => tool)}, action ${share(({ action }) => action)}, arguments ${share(({ filled }) => filled)}; ${choices.length} calls, ${tokens} tokens`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
