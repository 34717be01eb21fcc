import type { EndpointKey } from "./model.js";

/** Whether an endpoint is one of those that a setting names. */
export type EndpointFilter = (endpoint: EndpointKey) => boolean;

const PATTERN = /^(GET|POST|PUT|DELETE|\*) (\/[^\s,]*)$/;

/** `DELETE /nodes/*`: method and path as the API's templates have them, `*` for anything. */
export function isEndpointPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** @param patterns that `isEndpointPattern` takes */
export function endpointFilter(patterns: readonly string[]): EndpointFilter {
  const expressions = patterns.map((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
  });
  return (endpoint) => expressions.some((expression) => expression.test(endpoint));
}
