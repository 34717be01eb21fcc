/**
 * Replaces the SDK's `_shims` in the bundle (see `codegen/build.ts`). The SDK's own loads ajv,
 * which costs 17 ms at each start, to check what clients answer to elicitation; this server never
 * asks anything.
 */
export { default as process } from "node:process";

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error("this server validates no elicitation");
  }
}
