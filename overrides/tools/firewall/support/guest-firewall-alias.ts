import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { forKind, placeOf, theGuest } from "../../support/guest-for-kind.js";

interface Alias {
  cidr: string;
  comment?: string;
  digest?: string;
}

/** Proxmox wants address and comment anew with every change; what isn't given stays as it is. */
export const setGuestAlias: Handler = async (context) => {
  const guest = theGuest(context);
  const place = { ...placeOf(guest), name: context.arguments["name"] };
  const read = forKind("GET /nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}", guest);
  const { cidr, comment, digest } = (await context.call(read, place)) as Alias;
  return context.request(
    forKind("PUT /nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}", guest),
    {
      cidr,
      ...(comment !== undefined && { comment }),
      ...(digest !== undefined && { digest }),
      ...settingsOf(context),
      ...place,
    },
  );
};
