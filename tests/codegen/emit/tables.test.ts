import { describe, expect, it } from "vitest";
import { derive } from "../../../codegen/derive.js";
import { emitCoverage } from "../../../codegen/emit/coverage-table.js";
import { emitSettings } from "../../../codegen/emit/settings-table.js";
import { emitToolCounts } from "../../../codegen/emit/tool-counts.js";
import { emitToolsTable } from "../../../codegen/emit/tools-table.js";
import { createModel } from "../../../codegen/model.js";
import type { Api } from "../../../src/schema/model.js";
import { SETTINGS } from "../../../src/settings/table.js";
import { defineTool } from "../../../src/tools/define.js";

const node = { type: "string" } as const;
const api: Api = {
  product: "pve",
  release: "9.1",
  endpoints: [
    {
      method: "GET",
      path: "/nodes",
      name: "index",
      parameters: { type: "object", properties: {} },
    },
    {
      method: "POST",
      path: "/nodes/{node}/stopall",
      name: "stopall",
      parameters: { type: "object", properties: { node } },
    },
    {
      method: "GET",
      path: "/version",
      name: "version",
      parameters: { type: "object", properties: {} },
    },
  ],
};
const tool = defineTool({
  name: "proxmox_test",
  title: "",
  summary: "",
  toolset: "backup",
  actions: { list: "GET /nodes", stop: "POST /nodes/{node}/stopall" },
});
const derived = derive(createModel(api, [api], []), [tool]);

describe("docs/coverage.md", () => {
  it("has totals, and every endpoint with its tools", () => {
    expect(emitCoverage(derived)[0]?.text).toMatchInlineSnapshot(`
      "Proxmox VE 9.1 has 3 endpoints. 2 of them have curated tools; the four generic API tools reach them all.

      | toolset | endpoints | with a curated tool | generic API tools only |
      |---|---|---|---|
      | [nodes](#nodes) | 1 | 0 | 1 |
      | [backup](#backup) | 2 | 2 | 0 |

      ## nodes

      | endpoint | tools |
      |---|---|
      | \`GET /version\` | generic API tools |

      ## backup

      | endpoint | tools |
      |---|---|
      | \`GET /nodes\` | \`proxmox_test\` list |
      | \`POST /nodes/{node}/stopall\` | \`proxmox_test\` stop |"
    `);
  });
});

describe("docs/TOOLS.md", () => {
  it("has every action with its endpoints and access", () => {
    expect(emitToolsTable(derived)[0]?.text).toMatchInlineSnapshot(`
      "## backup

      | tool | action | endpoints | access |
      |---|---|---|---|
      | \`proxmox_test\` | \`list\` | \`GET /nodes\` | 🔒 elevated |
      | \`proxmox_test\` | \`stop\` | \`POST /nodes/{node}/stopall\` | 🔒 operate |"
    `);
  });
});

describe("the counts in README", () => {
  it("has what each access tier lists, and its cost", () => {
    expect(emitToolCounts(derived)[0]?.text).toMatchInlineSnapshot(
      `"By default the 0 core tools that only read are listed, for about 0 tokens (0 with \`PROXMOX_ACCESS=elevated\`, 0). \`PROXMOX_TOOLSETS=all\` lists 0, or 1 with \`PROXMOX_ACCESS=elevated\`. \`PROXMOX_TOOLSETS\` takes any of \`core\`, \`all\`, \`api\`, \`guests\`, \`nodes\`, \`storage\`, \`backup\`, \`network\`, \`firewall\`, \`sdn\`, \`ha\`, \`ceph\`, \`access\`, \`notifications\`; \`PROXMOX_TOOLS\` adds single tools, \`PROXMOX_EXCLUDE_TOOLS\` takes some away."`,
    );
  });
});

describe("the settings' table", () => {
  const rows = (emitSettings(derived)[0]?.text ?? "").split("\n").slice(2);

  it("has a row of three cells for every setting", () => {
    expect(rows).toHaveLength(SETTINGS.length);
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
  });
});
