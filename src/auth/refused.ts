/** Why a request isn't served. What is wrong with a credential is never said. */
export class Refused extends Error {
  override name = "Refused";

  constructor(
    readonly status: 401 | 403 | 429 | 503,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
