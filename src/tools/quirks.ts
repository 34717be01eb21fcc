import { answerQuirks, type QuirkTools, requestQuirks } from "../../overrides/quirks.js";
import type { EndpointKey } from "../schema/model.js";

type Parameters = Readonly<Record<string, unknown>>;

/** A request as Proxmox really wants it. @throws what the tools' `refuse` makes */
export async function adaptRequest(
  endpoint: EndpointKey,
  parameters: Parameters,
  tools: QuirkTools,
): Promise<Record<string, unknown>> {
  let adapted: Parameters = parameters;
  for (const quirk of requestQuirks) {
    if (!isAbout(quirk.endpoints, endpoint)) continue;
    adapted = await quirk.request(adapted, tools);
  }
  return { ...adapted };
}

/** An answer as it is meant. */
export function adaptAnswer(
  endpoint: EndpointKey,
  data: unknown,
): { data: unknown; notes?: string[] } {
  const quirk = answerQuirks.find(({ endpoints }) => isAbout(endpoints, endpoint));
  return quirk ? quirk.answer(data) : { data };
}

function isAbout(endpoints: readonly string[], endpoint: EndpointKey): boolean {
  return endpoints.includes(endpoint);
}
