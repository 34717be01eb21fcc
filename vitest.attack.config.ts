import { defineConfig } from "vitest/config";

/** The long attacks: `npm run test:attack`. The fast ones stand in `npm test`. */
export default defineConfig({
  test: {
    include: ["tests/attack/**/*.attack.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "threads",
    isolate: false,
    // what is measured should have a core for itself
    maxWorkers: 1,
    setupFiles: "tests/support/seed.ts",
    globalSetup: ["tests/support/scratch.ts", "tests/attack/support/table.ts"],
  },
});
