import { defineConfig } from "vitest/config";
import { PROGRAM_SUITES } from "./tests/support/program-suites.js";

/** Suites that put a spy in place of a module, which no other suite may meet. */
const MOCKING = ["tests/mcp/road.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 40_000,
    pool: "threads",
    // some suites wait for servers and processes more than they compute
    maxWorkers: 3,
    setupFiles: "tests/support/seed.ts",
    projects: [
      {
        // One module graph a worker: parsing schemas and importing tools for each file takes a third of the time.
        extends: true,
        test: {
          name: "shared",
          include: ["tests/**/*.test.ts"],
          exclude: [...MOCKING, ...PROGRAM_SUITES],
          isolate: false,
          globalSetup: "tests/support/scratch.ts",
        },
      },
      { extends: true, test: { name: "mocking", include: MOCKING } },
    ],
  },
});
