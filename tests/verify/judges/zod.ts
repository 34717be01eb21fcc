import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { emitZod } from "../../../codegen/emit/zod.js";
import type { Model } from "../../../codegen/model.js";
import { ROOT } from "../../../codegen/root.js";
import type { AREAS } from "../../../generated/surface/zod/index.js";
import type { AnySchema } from "../../../src/library/schema-builders.js";
import { areaOf } from "../../../src/schema/area.js";
import { type Endpoint, keyOf } from "../../../src/schema/model.js";
import { accepted, type Judge, refused } from "../judge.js";

const BUILDERS = "src/library/schema-builders.ts";

/** The zod schemas that the generator emits for a release, as files that are really imported. */
export async function zodJudge(model: Model): Promise<Judge & { close(): void }> {
  const folder = join(ROOT, "node_modules/.cache/verify", `${model.release}-${process.pid}`);
  for (const { path, text } of emitZod(model)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(ROOT, BUILDERS), join(folder, BUILDERS));
  const index = pathToFileURL(join(folder, "generated/surface/zod/index.ts")).href;
  const emitted = (await import(index)) as { AREAS: typeof AREAS };
  const built = new Map<string, AnySchema>();
  const schemaOf = async (endpoint: Endpoint): Promise<AnySchema> => {
    const key = keyOf(endpoint);
    const known = built.get(key);
    if (known) return known;
    const area = await emitted.AREAS[areaOf(endpoint.path)]?.();
    const schema = area?.schemas[key]?.parameters();
    if (!schema) throw new Error(`no zod schema for ${key}`);
    built.set(key, schema);
    return schema;
  };
  return {
    name: "zod",
    judge: async (endpoint, parameters) => {
      const { error } = (await schemaOf(endpoint)).safeParse(parameters);
      return error ? refused(error.issues) : accepted;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
