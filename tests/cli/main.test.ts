import { afterEach, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.js";

afterEach(() => {
  vi.restoreAllMocks();
});

it.each(["constructor", "__proto__", "toString", "srve"])("knows no command %s", async (name) => {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  expect(await main([name], {})).toBe(2);
  expect(said.join("")).toContain(`unknown command "${name}"; there are serve, `);
});
