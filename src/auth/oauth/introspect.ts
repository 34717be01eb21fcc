import type { FetchJson } from "./fetch-json.js";

export interface Introspection {
  url: string;
  clientId: string;
  clientSecret: string;
}

/**
 * Asks the authorisation server whether a token holds (RFC 7662). Nothing is kept: what was revoked
 * is refused at once.
 *
 * @returns what it says of the token; undefined where it doesn't hold
 * @throws Unavailable
 */
export async function introspect(
  token: string,
  { url, clientId, clientSecret }: Introspection,
  fetchJson: FetchJson,
): Promise<Record<string, unknown> | undefined> {
  const login = [clientId, clientSecret].map(formEncoded).join(":");
  const said = await fetchJson(url, {
    method: "POST",
    headers: {
      Authorization: `Basic ${Buffer.from(login).toString("base64")}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ token, token_type_hint: "access_token" }).toString(),
  });
  return said["active"] === true ? said : undefined;
}

/** RFC 6749 has name and secret encoded before they are put together. */
function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
