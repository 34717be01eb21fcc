import { derive } from "./derive.js";
import { emitApiFacts } from "./emit/api-facts.js";
import { emitAvailability } from "./emit/availability.js";
import { emitCatalogue } from "./emit/catalogue.js";
import { emitClients } from "./emit/clients.js";
import { emitCoverage } from "./emit/coverage-table.js";
import { emitEndpointTree } from "./emit/endpoint-tree.js";
import { emitFormats } from "./emit/formats.js";
import { emitKeys } from "./emit/keys.js";
import { emitManifests } from "./emit/manifests.js";
import { emitRefs } from "./emit/refs.js";
import { emitSettings } from "./emit/settings-table.js";
import { emitToolCounts } from "./emit/tool-counts.js";
import { emitTools } from "./emit/tools.js";
import { emitToolsTable } from "./emit/tools-table.js";
import { emitTypes } from "./emit/types.js";
import { emitWords } from "./emit/words.js";
import { emitZod } from "./emit/zod.js";
import type { GeneratedFile, ServedEmitter, SurfaceEmitter } from "./emitter.js";
import { commandFor } from "./header.js";
import { loadApis, pickRelease } from "./load.js";
import { createModel, type Model } from "./model.js";
import { ROOT } from "./root.js";
import { staleOverrides } from "./stale.js";
import { StaleOverrides, UserError } from "./user-error.js";
import { loadWords } from "./words.js";
import { apply, type Changes, plan } from "./write.js";

/** What follows from the schema and our words alone, so that overrides can be typed against it. */
const SURFACE: readonly SurfaceEmitter[] = [
  emitFormats,
  emitTypes,
  emitKeys,
  emitRefs,
  emitEndpointTree,
  emitZod,
  emitAvailability,
  emitWords,
  emitApiFacts,
];

/** What overrides add. */
const SERVED: readonly ServedEmitter[] = [
  emitCatalogue,
  emitTools,
  emitToolsTable,
  emitToolCounts,
  emitCoverage,
  emitSettings,
  emitClients,
  emitManifests,
];

export interface GenerateOptions {
  /** The target; by default the newest imported release. */
  release?: string;
  /** Change nothing, say what would change. */
  check?: boolean;
  root?: string;
}

/**
 * Load → model → derive → emit → write; the schema is normalised when it is imported.
 *
 * The surface is written first, because overrides are typed against it.
 *
 * @throws UserError with `check` when something differs, and when an override no longer fits: then
 *   the surface is written and the rest isn't
 */
export async function generate(options: GenerateOptions = {}): Promise<Changes> {
  const { root = ROOT, check = false } = options;
  const apis = loadApis();
  const model = createModel(pickRelease(apis, options.release), apis, await loadWords());

  const surface = emitSurface(model);
  const first = plan(root, surface, ["generated/surface"]);
  if (!check) {
    apply(root, first.files, first.changes);
    refuseStale(staleOverrides(root));
  }

  const derived = derive(model);
  const served = SERVED.flatMap((emit) => emit(derived));
  const all = plan(root, [...surface, ...served], ["generated", "docs/clients"]);
  if (!check) apply(root, all.files, all.changes);

  const changes = merge(first.changes, all.changes);
  if (check) refuseChanges(changes, model.release);
  return changes;
}

export function emitSurface(model: Model): GeneratedFile[] {
  return SURFACE.flatMap((emit) => emit(model));
}

function merge(a: Changes, b: Changes): Changes {
  const both = (x: string[], y: string[]) => [...new Set([...x, ...y])].sort();
  return { written: both(a.written, b.written), removed: both(a.removed, b.removed) };
}

function refuseStale(lines: readonly string[]): void {
  if (lines.length === 0) return;
  throw new StaleOverrides(
    "generated/surface is written, generated/served isn't: overrides no longer fit",
    lines,
  );
}

function refuseChanges({ written, removed }: Changes, release: string): void {
  const paths = [...written, ...removed];
  if (paths.length === 0) return;
  const shown = paths.slice(0, 5).join(", ") + (paths.length > 5 ? ` … (${paths.length})` : "");
  throw new UserError(`out of date: ${shown}; run: ${commandFor(release)}`);
}
