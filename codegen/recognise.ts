import { likestRelease } from "../src/schema/likest-release.js";
import type { Api } from "../src/schema/model.js";
import { compareReleases } from "../src/schema/releases.js";
import { UserError } from "./user-error.js";

/**
 * The release that a description is of, which no file says: the one asked for, where the file is like
 * it or like its neighbours; without one, the known release that it is the same as.
 *
 * @param known oldest first
 * @throws UserError that names the release it is like
 */
export function recogniseRelease(
  api: Api,
  known: readonly Api[],
  { asked, force = false }: { asked?: string | undefined; force?: boolean },
): string {
  const like = likestRelease(api, known);
  const total = api.endpoints.length;
  const told = like && `${like.shared} of its ${total} endpoints are those of ${like.release}`;
  if (asked === undefined) {
    if (like && like.shared === total) return like.release;
    throw new UserError(
      `the file doesn't say its release: give it as --pve 9.1${told ? `; ${told}` : ""}`,
    );
  }
  const isNear = !like || nearReleases(asked, known).includes(like.release);
  if (isNear || force) return asked;
  throw new UserError(
    `this isn't ${asked}: ${told}; import it as --pve ${like.release}, or with --force`,
  );
}

/** The release itself where it is known, else the one before and the one after it. */
function nearReleases(release: string, known: readonly Api[]): string[] {
  const names = known.map((api) => api.release);
  if (names.includes(release)) return [release];
  const before = names.filter((name) => compareReleases(name, release) < 0).at(-1);
  const after = names.find((name) => compareReleases(name, release) > 0);
  return [before, after].filter((name) => name !== undefined);
}
