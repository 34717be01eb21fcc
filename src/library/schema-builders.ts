/**
 * What of zod the generated schemas are built with, under types that don't infer: checking them with
 * zod's own would take the compiler longer than the rest of the project.
 */
import * as zod from "zod";

export type AnySchema = zod.ZodType;

export const any = (): AnySchema => zod.any();
export const boolean = (): AnySchema => zod.boolean();
export const number = () => zod.number();
export const string = () => zod.string();
export const literal = (value: string | number | boolean): AnySchema => zod.literal(value);
export const array = (item: AnySchema): AnySchema => zod.array(item);
export const union = (options: AnySchema[]): AnySchema => zod.union(options);
export const record = (key: zod.ZodString, value: AnySchema): AnySchema => zod.record(key, value);
export const object = (shape: Record<string, AnySchema>): zod.ZodObject => zod.object(shape);
const nothing = (): AnySchema => zod.null();
const oneOf = (values: string[]): AnySchema => zod.enum(values);

export { nothing as null, oneOf as enum };

/** What an endpoint takes and answers. Building a schema costs time: keep what these return. */
export interface SchemaBuilders {
  parameters: () => AnySchema;
  /** Lenient: Proxmox's answers differ from what it declares. */
  result: () => AnySchema;
}

/**
 * An object with families of numbered properties: `net0`, `net1` … each have the schema of their
 * family.
 *
 * @param open whether other properties are allowed
 */
export function withFamilies(
  object: zod.ZodObject,
  families: readonly (readonly [RegExp, AnySchema])[],
  open: boolean,
): AnySchema {
  const known = new Set(Object.keys(object.shape));
  const refine = (value: Record<string, unknown>, context: zod.core.$RefinementCtx): void => {
    for (const [key, member] of Object.entries(value)) {
      if (known.has(key)) continue;
      const family = families.find(([pattern]) => pattern.test(key));
      if (!family) {
        if (!open) context.addIssue({ code: "unrecognized_keys", keys: [key], input: value });
        continue;
      }
      for (const issue of family[1].safeParse(member).error?.issues ?? []) {
        const here = { ...issue, input: member, path: [key, ...issue.path] };
        context.issues.push(here as zod.core.$ZodRawIssue);
      }
    }
  };
  // runs after a fault in another property too, so that one answer names all faults
  return object.superRefine(refine, {
    when: ({ value }) => typeof value === "object" && value !== null,
  });
}
