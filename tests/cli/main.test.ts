import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { ROOT } from "../../codegen/root.js";
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

it("ends quietly when nobody reads on", async () => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(ROOT, "src/main.ts"), "api-diff", "8.4", "9.1"],
    { cwd: ROOT },
  );
  child.stdout.destroy();
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  expect({ code, said }).toEqual({ code: 0, said: "" });
});
