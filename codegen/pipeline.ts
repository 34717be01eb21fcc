import { emitEndpointIndex } from "./emit/endpoint-index.js";
import { emitEndpoints } from "./emit/endpoints.js";
import { emitFormats } from "./emit/formats.js";
import { emitKeys } from "./emit/keys.js";
import { emitOpenApi } from "./emit/openapi.js";
import { emitRefs } from "./emit/refs.js";
import { emitTypes } from "./emit/types.js";
import { emitZod } from "./emit/zod.js";
import { commandFor } from "./header.js";
import { loadApis, pickRelease } from "./load.js";
import { createModel, type Emitter, type GeneratedFile, type Model } from "./model.js";
import { ROOT } from "./root.js";
import { secondPass } from "./second-pass.js";
import { staleOverrides } from "./stale.js";
import { Failure } from "./user-error.js";
import { loadWords } from "./words.js";
import { apply, type Changes, plan } from "./write.js";

/** The surface: made from the schema and our words alone, so that overrides can be typed against it. */
export const FIRST_PASS: readonly Emitter[] = [
  emitFormats,
  emitTypes,
  emitKeys,
  emitRefs,
  emitEndpoints,
  emitEndpointIndex,
  emitZod,
  emitOpenApi,
];

/** Folders that the first pass has to itself. */
const SURFACE = ["generated/types", "generated/endpoints", "generated/zod", "generated/openapi"];

export interface GenerateOptions {
  /** The target; the newest imported one unless said. */
  release?: string;
  /** Change nothing, say what would change. */
  check?: boolean;
  root?: string;
}

/**
 * Load → normalise (done at import) → model → emit → write.
 *
 * Two passes, because overrides are typed against the first one's files and the second one runs them.
 *
 * @throws Failure with `check` when something differs, and when an override fits no more: then the
 *   first pass is written and the second isn't
 */
export async function generate(options: GenerateOptions = {}): Promise<Changes> {
  const { root = ROOT, check = false } = options;
  const apis = loadApis();
  const target = pickRelease(apis, options.release);
  const model = createModel(target, apis, await loadWords());

  const surface = emit(FIRST_PASS, model);
  const first = plan(root, surface, SURFACE);
  if (!check) apply(root, first.files, first.changes);

  if (!check) refuseStale(staleOverrides(root));
  const additions = emit(await secondPass(), model);
  const all = plan(root, [...surface, ...additions], ["generated"]);
  if (!check) apply(root, all.files, all.changes);

  const changes = merge(first.changes, all.changes);
  if (check) refuseChanges(changes, model.release);
  return changes;
}

export function emit(emitters: readonly Emitter[], model: Model): GeneratedFile[] {
  return emitters.flatMap((emitter) => emitter(model));
}

function merge(a: Changes, b: Changes): Changes {
  const both = (x: string[], y: string[]) => [...new Set([...x, ...y])].sort();
  return { written: both(a.written, b.written), removed: both(a.removed, b.removed) };
}

function refuseStale(lines: readonly string[]): void {
  if (lines.length === 0) return;
  throw new Failure(
    `the surface is written; what overrides add isn't, because they no longer fit it:\n${lines.join("\n")}`,
  );
}

function refuseChanges({ written, removed }: Changes, release: string): void {
  const paths = [...written, ...removed];
  if (paths.length === 0) return;
  const shown = paths.slice(0, 5).join(", ") + (paths.length > 5 ? ` … (${paths.length})` : "");
  throw new Failure(`out of date: ${shown}; mend it with: ${commandFor(release)}`);
}
