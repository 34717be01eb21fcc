import { type Outcome, recall, searchOutcomes } from "./search-outcomes.js";

/** Prints how well search answers the frozen questions: each one, by group, and those not answered first. */
function report(outcomes: readonly Outcome[]): string[] {
  const groups = [...new Set(outcomes.map(({ question }) => question.group))];
  const rows = groups.map((group) => {
    const own = outcomes.filter(({ question }) => question.group === group);
    return row(group, own);
  });
  const later = outcomes.filter(({ rank }) => rank !== 1);
  return [
    ...outcomes.map(({ question, rank }) => `${placeOf(rank).padEnd(10)}${question.ask}`),
    "",
    row("group", []),
    ...rows,
    row("all", outcomes),
    "",
    "Not answered first:",
    ...later
      .sort((a, b) => (b.rank ?? Infinity) - (a.rank ?? Infinity))
      .map(({ question, rank, first }) => {
        return `  ${placeOf(rank)}: "${question.ask}" wants ${question.accept[0]}, first is ${first ?? "nothing"}`;
      }),
  ];
}

function placeOf(rank: number | undefined): string {
  return rank === undefined ? "missing" : `place ${rank}`;
}

function row(name: string, outcomes: readonly Outcome[]): string {
  const cells =
    outcomes.length === 0
      ? ["questions", "recall@1", "recall@5"]
      : [`${outcomes.length}`, percent(recall(outcomes, 1)), percent(recall(outcomes, 5))];
  return [name.padEnd(12), ...cells.map((cell) => cell.padStart(10))].join("");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

process.stdout.write(`${report(searchOutcomes()).join("\n")}\n`);
