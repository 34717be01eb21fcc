import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

/** A change replaces address and comment both, so those that aren't given are read first. */
export const setGuestAlias: Handler = async (context) => {
  const guest = requireGuest(context);
  const place = { ...pathOf(guest), name: context.arguments["name"] };
  const alias = "/nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}";
  const { cidr, comment, digest } = await context.call(`GET ${alias}`, place);
  return context.request(`PUT ${alias}`, {
    cidr,
    ...defined({ comment, digest }),
    ...settingsOf(context),
    ...place,
  });
};
