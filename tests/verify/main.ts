import { parseArgs } from "node:util";
import { validate } from "@readme/openapi-parser";
import { loadApis, pickRelease } from "../../codegen/load.js";
import { createModel, type Model } from "../../codegen/model.js";
import { openApi } from "../../src/openapi.js";
import { jsonSchemaJudge } from "./judges/json-schema.js";
import { prismJudge } from "./judges/prism.js";
import { zodJudge } from "./judges/zod.js";
import { type Tally, verify } from "./verify.js";

const { values } = parseArgs({
  options: { pve: { type: "string", multiple: true }, all: { type: "boolean" } },
});
const apis = loadApis();
const targets = values.all
  ? apis
  : (values.pve ?? [undefined]).map((name) => pickRelease(apis, name));
let failed = false;
for (const target of targets) {
  const start = performance.now();
  const tally = await judgeRelease(createModel(target, apis, []));
  print(target.release, tally, (performance.now() - start) / 1000);
  failed ||= tally.failures.length > 0;
}
process.exitCode = failed ? 1 : 0;

async function judgeRelease(model: Model): Promise<Tally> {
  const zod = await zodJudge(model);
  try {
    const document = JSON.parse(JSON.stringify(openApi(model.release)));
    const judges = [zod, jsonSchemaJudge(), await prismJudge(model.api)];
    const tally = await verify(model.api.endpoints, judges, [zod, jsonSchemaJudge(true)]);
    const { valid, ...verdict } = await validate(document);
    if (!valid) tally.failures.push(`OpenAPI: ${JSON.stringify(verdict)}`);
    return tally;
  } finally {
    zod.close();
  }
}

function print(release: string, tally: Tally, seconds: number): void {
  const skipped = [...tally.skipped].sort(([, a], [, b]) => b - a);
  const lines = [
    `Proxmox VE ${release}: ${tally.endpoints} endpoints, ${tally.parameters} parameters`,
    `  judged valid    ${tally.valid}`,
    `  judged mutated  ${tally.mutated}`,
    `  refused by all three  ${tally.refusedByAll}`,
    `  refused by those that can see it  ${skipped.reduce((sum, [, count]) => sum + count, 0)}`,
    ...skipped.map(([reason, count]) => `    ${count}  ${reason}`),
    `  inside property strings, as objects: refused by zod and ajv  ${tally.objects}`,
    `  failures  ${tally.failures.length} (${seconds.toFixed(1)} s)`,
    ...tally.failures.slice(0, 20).map((failure) => `    ${failure}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
