import { type Api, type EndpointKey, keyOf } from "../src/schema/model.js";

/** First and last release that knows something; absent at the edge of what we know. */
export interface Span {
  since?: string;
  until?: string;
}

/** When endpoints and parameters came and went. */
export class History {
  readonly #releases: string[];
  readonly #seen = new Map<string, string[]>();

  /** @param apis oldest first */
  constructor(apis: readonly Api[]) {
    this.#releases = apis.map((api) => api.release);
    for (const api of apis) {
      for (const endpoint of api.endpoints) {
        const key = keyOf(endpoint);
        this.#note(key, api.release);
        for (const name of Object.keys(endpoint.parameters.properties ?? {})) {
          this.#note(`${key} ${name}`, api.release);
        }
      }
    }
  }

  endpoint(key: EndpointKey): Span {
    return this.#span(key);
  }

  /** Empty where the parameter came and went with its endpoint. */
  parameter(key: EndpointKey, name: string): Span {
    const { since, until } = this.#span(`${key} ${name}`);
    const whole = this.#span(key);
    return {
      ...(since !== undefined && since !== whole.since && { since }),
      ...(until !== undefined && until !== whole.until && { until }),
    };
  }

  #note(what: string, release: string): void {
    const releases = this.#seen.get(what);
    if (releases) releases.push(release);
    else this.#seen.set(what, [release]);
  }

  #span(what: string): Span {
    const seen = this.#seen.get(what) ?? [];
    const [first, last] = [seen[0], seen.at(-1)];
    return {
      ...(first !== undefined && first !== this.#releases[0] && { since: first }),
      ...(last !== undefined && last !== this.#releases.at(-1) && { until: last }),
    };
  }
}
