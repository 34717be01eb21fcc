import { validate } from "@readme/openapi-parser";
import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { printOpenApi } from "../../src/openapi/document.js";
import { openApi } from "../../src/openapi.js";
import type { Api } from "../../src/schema/model.js";

const newest = loadApis().at(-1) as Api;
const document = JSON.parse(printOpenApi(openApi()));

describe("the OpenAPI document", () => {
  // `npm run verify:surface -- --all` shows it those of all releases
  it("passes an independent validator", async () => {
    expect(await validate(structuredClone(document))).toMatchObject({ valid: true, warnings: [] });
  });

  it("wouldn't pass with a fault", async () => {
    const broken = structuredClone(document);
    broken.paths["/nodes/{node}"].get.parameters = [];
    expect(await validate(broken)).toMatchObject({ valid: false });
  });

  it("has every endpoint, under the name of its function", () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual(
      newest.endpoints.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(document.paths["/nodes/{node}/qemu/{vmid}/config"].get.operationId).toBe(
      "nodes.qemu.config.get",
    );
  });

  it("describes one operation so", () => {
    const path = "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback";
    expect(document.paths[path].post).toMatchInlineSnapshot(`
      {
        "description": "Privileges: VM.Snapshot|VM.Snapshot.Rollback on /vms/{vmid}",
        "operationId": "nodes.qemu.snapshot.rollback.post",
        "parameters": [
          {
            "description": "Node name, as listed by GET /nodes",
            "in": "path",
            "name": "node",
            "required": true,
            "schema": {
              "pattern": "^(?:[a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?)$",
              "type": "string",
            },
          },
          {
            "description": "Snapshot name: letter first, then letters, digits, _ or -; 2 to 40",
            "in": "path",
            "name": "snapname",
            "required": true,
            "schema": {
              "maxLength": 40,
              "pattern": "^(?:[A-Za-z][A-Za-z0-9_\\-]+)$",
              "type": "string",
            },
          },
          {
            "description": "Numeric guest id, unique in the cluster; 100 to 999999999",
            "in": "path",
            "name": "vmid",
            "required": true,
            "schema": {
              "maximum": 999999999,
              "minimum": 100,
              "type": "integer",
            },
          },
        ],
        "requestBody": {
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/nodes.qemu.snapshot.rollback.post",
              },
            },
            "application/x-www-form-urlencoded": {
              "schema": {
                "$ref": "#/components/schemas/nodes.qemu.snapshot.rollback.post",
              },
            },
          },
        },
        "responses": {
          "200": {
            "content": {
              "application/json": {
                "schema": {
                  "properties": {
                    "data": {
                      "type": "string",
                    },
                  },
                  "type": "object",
                },
              },
            },
            "description": "Done",
          },
          "default": {
            "$ref": "#/components/responses/Error",
          },
        },
        "summary": "Roll a VM back to a snapshot; everything written since is lost; returns a task",
        "tags": [
          "nodes-qemu",
        ],
      }
    `);
    const body = "nodes.qemu.snapshot.rollback.post";
    expect(document.components.schemas[body]).toMatchInlineSnapshot(`
      {
        "additionalProperties": false,
        "properties": {
          "start": {
            "default": 0,
            "description": "1 starts the VM afterwards; one with saved RAM runs anyway; default 0",
            "enum": [
              false,
              true,
              0,
              1,
            ],
            "type": [
              "boolean",
              "integer",
            ],
          },
        },
        "type": "object",
      }
    `);
    expect(document.paths["/pools"].get.parameters).toMatchInlineSnapshot(`
      [
        {
          "description": "Pool name; a/b is pool b inside a (up to three levels)",
          "in": "query",
          "name": "poolid",
          "schema": {
            "pattern": "^(?:[A-Za-z0-9.\\-_]+(?:/[A-Za-z0-9.\\-_]+){0,2})$",
            "type": "string",
          },
        },
        {
          "description": "Only members of this kind: qemu, lxc or storage; needs poolid",
          "in": "query",
          "name": "type",
          "schema": {
            "enum": [
              "qemu",
              "lxc",
              "storage",
            ],
            "type": "string",
          },
        },
      ]
    `);
  });

  it("asks for no credentials where Proxmox doesn't", () => {
    expect(document.paths["/access/ticket"].post.security).toEqual([]);
    expect(document.paths["/version"].get.security).toBeUndefined();
  });
});
