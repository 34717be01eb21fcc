/**
 * Replaces the SDK's `_shims` in the bundle (see `codegen/build.ts`). The SDK's own loads ajv, which
 * costs 17 ms at each start, to check forms that clients send back. The questions of this server are
 * answered with yes or no alone, which `answer-of.ts` reads.
 */
export { default as process } from "node:process";

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error("this server sends no forms");
  }
}
