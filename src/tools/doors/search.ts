import { outsideTheApi } from "../../../overrides/exclusions.js";
import { reaches } from "../../schema/catalogue.js";
import type { EndpointKey } from "../../schema/model.js";
import type { ToolAnswer } from "../define.js";
import { searchEndpoints } from "../search.js";
import type { Session } from "../session.js";

const DEFAULT_LIMIT = 8;

const NOTHING =
  "Nothing matches. Try other words: a noun of Proxmox (guest, storage, pool) and a verb.";

/** A question has some words; what comes after so many characters is left out. */
const LONGEST_QUERY = 1_000;

/** The best endpoints for a question, with what calling them takes. */
export async function search(
  { query, limit }: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  const { catalogue, describe } = await session.gate.knowledge();
  const parametersOf = (key: EndpointKey) =>
    Object.keys(describe(key)?.parameters.properties ?? {});
  const hits = searchEndpoints(catalogue, String(query).slice(0, LONGEST_QUERY), parametersOf);
  const shown = hits.slice(0, Number(limit ?? DEFAULT_LIMIT)).flatMap(({ endpoint }) => {
    const entry = catalogue.endpoints[endpoint];
    if (!entry) return [];
    const { line, tier, destructive, until, since } = entry;
    return {
      endpoint,
      does: line,
      tier,
      ...(destructive && { destructive }),
      ...(!reaches(session.access, tier) && { allowed: false }),
      ...(since && { since }),
      ...(until && { until }),
    };
  });
  const notes = [...waysOutside(String(query)), ...(shown.length === 0 ? [NOTHING] : [])];
  return { data: shown, total: hits.length, ...(notes.length > 0 && { notes }) };
}

/** What does it where no endpoint can. */
function waysOutside(query: string): string[] {
  return outsideTheApi
    .filter(({ words, unless }) => words.test(query) && !unless?.test(query))
    .map(({ way }) => way);
}
