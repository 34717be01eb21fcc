import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { toJsonSchema } from "../../../src/schema/json-schema.js";
import { type Endpoint, keyOf } from "../../../src/schema/model.js";
import { accepted, type Judge, refused } from "../judge.js";

/** Ajv on the JSON Schema of an endpoint's parameters; with `objects` as typed functions take them. */
export function jsonSchemaJudge(objects = false): Judge {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allowMatchingProperties: true });
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (endpoint: Endpoint): ValidateFunction => {
    const known = compiled.get(keyOf(endpoint));
    if (known) return known;
    const validate = ajv.compile(toJsonSchema(endpoint.parameters, { target: "openapi", objects }));
    compiled.set(keyOf(endpoint), validate);
    return validate;
  };
  return {
    name: "ajv",
    judge: async (endpoint, parameters) => {
      const validate = validatorOf(endpoint);
      return validate(parameters) ? accepted : refused(validate.errors);
    },
  };
}
