import { catalogueEntry, loadCatalogue } from "../../data/catalogue.js";
import { reaches } from "../../schema/catalogue.js";
import type { ToolAnswer } from "../define.js";
import { parameterNames } from "../endpoints.js";
import { searchEndpoints } from "../search.js";
import type { Session } from "../session.js";

const DEFAULT_LIMIT = 8;

/** The best endpoints for a question, with what calling them takes. */
export async function search(
  { query, limit }: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  const catalogue = loadCatalogue();
  const hits = searchEndpoints(catalogue, String(query), parameterNames);
  const shown = hits.slice(0, Number(limit ?? DEFAULT_LIMIT)).map(({ endpoint }) => {
    const { line, tier, destructive, until, since } = catalogueEntry(endpoint);
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
  return {
    data: shown,
    total: hits.length,
    ...(shown.length === 0 && {
      notes: [
        "Nothing matches. Try other words: a noun of Proxmox (guest, storage, pool) and a verb.",
      ],
    }),
  };
}
