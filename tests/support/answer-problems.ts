import { Ajv2020 } from "ajv/dist/2020.js";
import { loadToolList } from "../../src/data/tool-list.js";
import type { OutputSchema } from "../../src/schema/tool-list.js";
import { variantFor } from "../../src/tools/registry.js";

const ajv = new Ajv2020({ strictTypes: false });

const schemas = new Map(
  Object.entries(loadToolList().tools).flatMap(([name, record]) => {
    const schema = variantFor(record, "elevated")?.outputSchema;
    return schema ? [[name, schema] as const] : [];
  }),
);

/** The tools that tell what they answer. */
export function answerSchemas(): ReadonlyMap<string, OutputSchema> {
  return schemas;
}

/** What a client would complain about that checks an answer against the tool's own schema. */
export function answerProblems(tool: string, content: unknown): string[] {
  const schema = schemas.get(tool);
  if (!schema || ajv.validate(schema, content)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
