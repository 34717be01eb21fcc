import { defineConfig } from "vitest/config";
import { PROGRAM_SUITES } from "./tests/support/program-suites.js";

/** `npm run test:program`: what builds the program and starts it. */
export default defineConfig({
  test: {
    include: PROGRAM_SUITES,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "threads",
    isolate: false,
    maxWorkers: 3,
    setupFiles: "tests/support/seed.ts",
    globalSetup: "tests/support/scratch.ts",
  },
});
