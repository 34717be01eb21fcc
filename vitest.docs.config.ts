import { defineConfig } from "vitest/config";

/** The site of `docs/`, built and opened in a browser: `npm run test:docs`. */
export default defineConfig({
  test: {
    include: ["tests/site/**/*.docs.ts"],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    pool: "threads",
    isolate: false,
  },
});
