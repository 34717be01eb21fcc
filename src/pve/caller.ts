import type { EndpointKey } from "../schema/model.js";

/** What a caller may add to any request. */
export interface CallOptions {
  /** Aborting ends the request; whether the server still acts on it is then unknown. */
  signal?: AbortSignal;
}

/** The one thing that a generated endpoint function needs: somebody who sends the request. */
export interface Caller {
  /**
   * @param endpoint e.g. `"GET /nodes/{node}/qemu"`
   * @param parameters by name, those of the path included
   * @returns the answer's `data`
   */
  call(
    endpoint: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<unknown>;
}
