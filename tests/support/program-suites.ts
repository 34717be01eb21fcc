/**
 * Suites that build the program and start it, or run the whole generator: half of all tests' time. They
 * have a run of their own, `npm run test:program`, so that `npm test` stays quick.
 */
export const PROGRAM_SUITES = [
  "tests/cli/serve-http.test.ts",
  "tests/cli/serve-stdio.test.ts",
  "tests/clients/links.test.ts",
  "tests/code-cache.test.ts",
  "tests/codegen/pipeline.test.ts",
  "tests/contract/**/*.test.ts",
  "tests/mcp/clients.test.ts",
  "tests/mcp/hostile.test.ts",
  "tests/mcp/http/replicas.test.ts",
  "tests/mcp/learning.test.ts",
  "tests/mcp/references.test.ts",
  "tests/mcp/settings.test.ts",
  "tests/mcp/stdout.test.ts",
  "tests/package/**/*.test.ts",
  "tests/packaging/**/*.test.ts",
  "tests/verify/**/*.test.ts",
];
