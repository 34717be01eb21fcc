import { expect, it } from "vitest";
import { openToolbox } from "./harness.js";

it("says which endpoints do what a tool would that isn't listed", async () => {
  const harness = await openToolbox({ toolsets: ["core"] });
  const named = await harness.refused("proxmox_user", { action: "create" });
  const unnamed = await harness.refused("proxmox_user");
  await harness.close();
  expect(named).toMatchInlineSnapshot(`
    {
      "code": "tool",
      "hint": "The operator can list it with PROXMOX_TOOLS=proxmox_user or PROXMOX_TOOLSETS=access. Or use the endpoints in instead.",
      "instead": [
        {
          "endpoint": "POST /access/users",
          "params": [
            "userid",
          ],
          "tool": "proxmox_api_write",
        },
      ],
      "message": "proxmox_user isn't switched on here.",
      "see": "proxmox://help/the-tool-isnt-listed",
    }
  `);
  expect((unnamed["instead"] as unknown[]).length).toBeGreaterThan(3);
});

it("offers no more than the tier allows, and nothing of a tool that was taken away", async () => {
  const reader = await openToolbox({ toolsets: ["core"], access: "read" });
  const error = await reader.refused("proxmox_guest_firewall");
  await reader.close();
  const tools = (error["instead"] as { tool: string }[]).map(({ tool }) => tool);
  expect(new Set(tools)).toEqual(new Set(["proxmox_api_read"]));
  const without = await openToolbox({ excluded: ["proxmox_user"] });
  expect(await without.refused("proxmox_user")).not.toHaveProperty("instead");
  await without.close();
});
