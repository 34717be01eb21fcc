import { defineConfig } from "vitest/config";

/** The protocol's own suite against the server over HTTP: `npm run test:conformance`. */
export default defineConfig({
  test: {
    include: ["tests/conformance/**/*.conformance.ts"],
    pool: "threads",
    isolate: false,
    hookTimeout: 120_000,
    globalSetup: "tests/support/scratch.ts",
  },
});
