import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Row } from "./tally.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A file that each suite of attacks adds its row to. */
    tally: string;
  }
}

/** Prints how often each attack was tried and held, when all are done. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "proxmox-mcp-attacks-"));
  const file = join(folder, "tally");
  writeFileSync(file, "");
  project.provide("tally", file);
  return () => {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    process.stdout.write(`${print(lines.map((line) => JSON.parse(line) as Row))}\n`);
    rmSync(folder, { recursive: true });
  };
}

function print(rows: readonly Row[]): string {
  const cells = [
    ["attack", "tries", "held", ""],
    ...rows.map(({ attack, tries, held, figures }) => [
      attack,
      tries.toLocaleString("en"),
      held.toLocaleString("en"),
      Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map(([attack = "", tries = "", held = "", figures = ""]) =>
      [
        attack.padEnd(widths[0] ?? 0),
        tries.padStart(widths[1] ?? 0),
        held.padStart(widths[2] ?? 0),
        figures,
      ]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
