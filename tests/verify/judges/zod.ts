import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { emitZod } from "../../../codegen/emit/zod.js";
import type { Model } from "../../../codegen/model.js";
import { ROOT } from "../../../codegen/root.js";
import type { loadSchemas } from "../../../generated/zod/index.js";
import { areaOf } from "../../../src/schema/area.js";
import { type Endpoint, keyOf } from "../../../src/schema/model.js";
import { accepted, type Judge, refused } from "../judge.js";

type LoadSchemas = (area: string) => ReturnType<typeof loadSchemas>;

/** The zod schemas that the generator emits for a release, as files that are really imported. */
export async function zodJudge(model: Model): Promise<Judge & { close(): void }> {
  const folder = join(ROOT, "node_modules/.cache/verify", `${model.release}-${process.pid}`);
  for (const { path, text } of emitZod(model)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const index = pathToFileURL(join(folder, "generated/zod/index.ts")).href;
  const { loadSchemas: load } = (await import(index)) as { loadSchemas: LoadSchemas };
  const built = new Map<string, z.ZodType>();
  const schemaOf = async (endpoint: Endpoint): Promise<z.ZodType> => {
    const key = keyOf(endpoint);
    const known = built.get(key);
    if (known) return known;
    const schema = (await load(areaOf(endpoint.path)))[key]?.parameters();
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
