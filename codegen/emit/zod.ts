import { toJsonSchema } from "../../src/schema/json-schema.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { header } from "../header.js";
import type { Emitter, GeneratedFile, Model } from "../model.js";
import { literal } from "../typescript/print.js";
import { zodCode } from "../zod-code.js";

/**
 * `generated/zod/`: parameters and result of each endpoint, an area a file. Each schema is built when
 * it is first asked for.
 */
export const emitZod: Emitter = (model) => [
  { path: "generated/zod/families.ts", text: header(model.release) + FAMILIES },
  { path: "generated/zod/index.ts", text: header(model.release) + index([...model.areas.keys()]) },
  ...[...model.areas].map(([area, endpoints]) => areaFile(area, endpoints, model)),
];

function areaFile(area: string, endpoints: readonly Endpoint[], model: Model): GeneratedFile {
  const entries = endpoints.map(entryOf);
  const names = entries.some((entry) => entry.includes("withFamilies("))
    ? "{ type EndpointSchemas, withFamilies }"
    : "type { EndpointSchemas }";
  const imports = `import { z } from "zod";\nimport ${names} from "./families.js";\n\n`;
  const text = `export const schemas: Record<string, EndpointSchemas> = {\n${entries.join("")}};\n`;
  return {
    path: `generated/zod/${area}.ts`,
    text: UNCHECKED + header(model.release) + imports + text,
  };
}

/**
 * The compiler would take more time for these builders than for the whole project, and the judges of
 * `npm run verify:surface` build and try every one of them.
 */
const UNCHECKED = "// @ts-nocheck\n";

function entryOf(endpoint: Endpoint): string {
  const parameters = toJsonSchema(endpoint.parameters, { target: "zod", objects: true });
  const result = endpoint.returns
    ? toJsonSchema(endpoint.returns, { target: "zod", answer: true })
    : {};
  return (
    `  ${literal(keyOf(endpoint))}: {\n` +
    `    parameters: () => ${zodCode(parameters)},\n` +
    `    result: () => ${zodCode(result)},\n` +
    "  },\n"
  );
}

function index(areas: readonly string[]): string {
  const loaders = areas.map((area) => `  ${literal(area)}: () => import("./${area}.js"),\n`);
  return `import type { EndpointSchemas } from "./families.js";

const AREAS = {
${loaders.join("")}};

export type Area = keyof typeof AREAS;

/** The schemas of an area's endpoints, by \`"GET /nodes"\` and the like; loaded at the first call. */
export async function loadSchemas(area: Area): Promise<Record<string, EndpointSchemas>> {
  return (await AREAS[area]()).schemas;
}
`;
}

const FAMILIES = `import { z } from "zod";

/** What an endpoint takes and answers. Building a schema costs time: keep what these return. */
export interface EndpointSchemas {
  parameters: () => z.ZodType;
  /** Lenient: Proxmox doesn't keep to what it declares. */
  result: () => z.ZodType;
}

/**
 * An object with indexed families: \`net0\`, \`net1\` … each have the schema of their family.
 *
 * @param open whether keys that belong to nothing are allowed
 */
export function withFamilies(
  object: z.ZodObject,
  families: readonly (readonly [RegExp, z.ZodType])[],
  open: boolean,
): z.ZodType {
  const known = new Set(Object.keys(object.shape));
  const refine = (value: Record<string, unknown>, context: z.core.$RefinementCtx): void => {
    for (const [key, member] of Object.entries(value)) {
      if (known.has(key)) continue;
      const family = families.find(([pattern]) => pattern.test(key));
      if (!family) {
        if (!open) context.addIssue({ code: "unrecognized_keys", keys: [key], input: value });
        continue;
      }
      for (const issue of family[1].safeParse(member).error?.issues ?? []) {
        const here = { ...issue, input: member, path: [key, ...issue.path] };
        context.issues.push(here as z.core.$ZodRawIssue);
      }
    }
  };
  // a fault in another key is no reason to keep silent about these
  return object.superRefine(refine, { when: ({ value }) => typeof value === "object" && value !== null });
}
`;
