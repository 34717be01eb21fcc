import type { Endpoint } from "../../src/schema/model.js";

/** An endpoint that no release has, and that an audit privilege is enough for. */
export const weatherEndpoint: Endpoint = {
  path: "/cluster/weather",
  method: "GET",
  name: "weather",
  parameters: {
    type: "object",
    properties: { days: { type: "integer", minimum: 1, optional: true } },
    additionalProperties: false,
  },
  returns: { type: "object", properties: { sunny: { type: "boolean" } } },
  permissions: { check: ["perm", "/", ["Sys.Audit"]] },
};
