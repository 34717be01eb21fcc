import { join } from "node:path";
import { Project, type Type } from "ts-morph";
import { z } from "zod";
import { ROOT } from "../../../codegen/root.js";
import type { EndpointKey } from "../../../generated/surface/refs.js";
import { parameters } from "../../../src/library/schemas.js";
import { openApi } from "../../../src/openapi.js";
import type { Description } from "./sources.js";

type Json = Record<string, unknown>;

/** What a surface says of a parameter, as far as all of them can say it. */
export interface Parameter {
  required: boolean;
  /** Its values, sorted, where it has only these. */
  values?: string;
  bounds?: string;
  lengths?: string;
  /** Whether the parameter has a pattern of its own; the spelling differs from place to place. */
  pattern?: true;
  /** It has a form for each type, which not every surface can tell apart. */
  varies?: true;
}

/** `POST /x` → parameter → what is said of it. */
export type Surface = Map<string, Map<string, Parameter>>;

/** What surfaces should say, by the facts. */
export function expected(description: Description): Surface {
  return new Map(
    [...description].map(([endpoint, facts]) => {
      const own = new Map<string, Parameter>();
      for (const [place, said] of facts) {
        const name = /^parameters ([^.[\]]+(?:\[n\])?)$/.exec(place)?.[1];
        if (name === undefined) continue;
        const variants = [...facts].filter(
          ([at]) => at.startsWith(`${place}[`) && /\[\d+\]$/.test(at),
        );
        const isTyped = said.has("type-property") || said.has("instance-types");
        const mayBeAbsent = variants.some(([, variant]) => variant.has("optional"));
        const inPath = endpoint.includes(`{${name}}`);
        const required = inPath || (!said.has("optional") && !isTyped && !mayBeAbsent);
        const isPlain = variants.length === 0;
        own.set(name, {
          required,
          ...(!isPlain && { varies: true as const }),
          ...(isPlain &&
            said.has("enum") && { values: sortedValues(said.get("enum")?.split("|")) }),
          ...(isPlain && boundsOf(said.get("minimum"), said.get("maximum"))),
          ...(isPlain && lengthsOf(said.get("minLength"), said.get("maxLength"))),
          ...(isPlain && said.has("pattern") && { pattern: true as const }),
        });
      }
      return [endpoint, own];
    }),
  );
}

const sortedValues = (values: readonly unknown[] = []) => [...values].map(String).sort().join("|");

function boundsOf(minimum: unknown, maximum: unknown): { bounds?: string } {
  // zod says of each integer that JavaScript can hold it
  const told = [minimum, maximum].map((bound) =>
    bound === undefined || Math.abs(Number(bound)) === Number.MAX_SAFE_INTEGER ? "" : String(bound),
  );
  return told.join("") === "" ? {} : { bounds: told.join("..") };
}

function lengthsOf(minLength: unknown, maxLength: unknown): { lengths?: string } {
  const { bounds } = boundsOf(minLength, maxLength);
  return bounds === undefined ? {} : { lengths: bounds };
}

const BOOLEANS: ReadonlySet<string> = new Set(["0", "1", "true", "false"]);

function ofSchema(schema: Json, required: boolean): Parameter {
  // ways to write a boolean are none of its values
  const forms = (schema["anyOf"] ?? [schema]) as Json[];
  // a list or an object may be written as text
  const text = forms.find((form) => form["type"] === "string") ?? schema;
  const listed = forms.every((form) => "const" in form)
    ? forms.map((form) => form["const"])
    : (schema["enum"] as unknown[] | undefined);
  const isBoolean = listed?.every((value) => BOOLEANS.has(String(value)));
  const values = isBoolean ? undefined : listed;
  return {
    required,
    ...(values && { values: sortedValues(values) }),
    ...boundsOf(schema["minimum"], schema["maximum"]),
    ...lengthsOf(text["minLength"], text["maxLength"]),
    ...(["pattern", "allOf"].some((keyword) => keyword in text) && { pattern: true as const }),
  };
}

export function ofOpenApi(release: string): Surface {
  const document = openApi(release) as unknown as {
    paths: Record<string, Record<string, Json>>;
    components: { schemas: Record<string, Json> };
  };
  const surface: Surface = new Map();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const own = new Map<string, Parameter>();
      for (const parameter of (operation["parameters"] ?? []) as Json[]) {
        own.set(
          String(parameter["name"]),
          ofSchema((parameter["schema"] ?? {}) as Json, parameter["required"] === true),
        );
      }
      const body = bodyOf(operation, document.components.schemas);
      const required = (body?.["required"] ?? []) as string[];
      for (const [name, schema] of Object.entries((body?.["properties"] ?? {}) as Json)) {
        own.set(name, ofSchema(schema as Json, required.includes(name)));
      }
      for (const [pattern, schema] of Object.entries((body?.["patternProperties"] ?? {}) as Json)) {
        const family = /^\^([\w-]+?)\(/.exec(pattern)?.[1];
        own.set(`${family}[n]`, ofSchema(schema as Json, false));
      }
      surface.set(`${method.toUpperCase()} ${path}`, own);
    }
  }
  return surface;
}

function bodyOf(operation: Json, schemas: Record<string, Json>): Json | undefined {
  const content = (operation["requestBody"] as Json | undefined)?.["content"] as Json | undefined;
  const schema = (content?.["application/json"] as Json | undefined)?.["schema"] as
    | Json
    | undefined;
  const name =
    String(schema?.["$ref"] ?? "")
      .split("/")
      .at(-1) ?? "";
  return schemas[name] ?? schema;
}

/** The zod schemas of the newest release, and for families what they make of a member. */
export async function ofZod(description: Description): Promise<Surface> {
  const surface: Surface = new Map();
  for (const [endpoint, facts] of description) {
    const schema = await parameters(endpoint as EndpointKey);
    const json = z.toJSONSchema(schema as unknown as z.ZodType, {
      unrepresentable: "any",
      io: "input",
    }) as Json;
    const required = (json["required"] ?? []) as string[];
    const own = new Map<string, Parameter>();
    for (const [name, said] of Object.entries((json["properties"] ?? {}) as Json)) {
      own.set(name, ofSchema(said as Json, required.includes(name)));
    }
    for (const place of facts.keys()) {
      const family = /^parameters ([\w-]+)\[n\]$/.exec(place)?.[1];
      if (family === undefined) continue;
      const verdict = schema.safeParse({ [`${family}0`]: "x" });
      const unknown = verdict.success ? [] : verdict.error.issues.flatMap(({ keys = [] }) => keys);
      // what it makes of a member's value is judged with requests, by verify:surface
      if (!unknown.includes(`${family}0`))
        own.set(`${family}[n]`, { required: false, pattern: true });
    }
    surface.set(endpoint, own);
  }
  return surface;
}

/** The generated types, as the compiler sees them. */
export function ofTypes(): Surface {
  const project = new Project({
    tsConfigFilePath: join(ROOT, "tsconfig.json"),
    skipAddingFilesFromTsConfig: true,
  });
  const file = project.addSourceFileAtPath(join(ROOT, "generated/surface/keys.ts"));
  project.resolveSourceFileDependencies();
  const endpoints = file.getInterfaceOrThrow("Endpoints");
  const surface: Surface = new Map();
  for (const endpoint of endpoints.getType().getProperties()) {
    const parametersType = endpoint
      .getTypeAtLocation(endpoints)
      .getProperty("parameters")
      ?.getTypeAtLocation(endpoints);
    const own = new Map<string, Parameter>();
    for (const member of parametersType?.getProperties() ?? []) {
      const values = valuesOf(member.getTypeAtLocation(endpoints));
      own.set(member.getName(), { required: !member.isOptional(), ...(values && { values }) });
    }
    for (const family of parametersType ? familiesOf(project, parametersType) : []) {
      own.set(`${family}[n]`, { required: false });
    }
    surface.set(endpoint.getName(), own);
  }
  return surface;
}

function valuesOf(type: Type): string | undefined {
  const parts = (type.isUnion() ? type.getUnionTypes() : [type]).filter(
    (part) => !part.isUndefined(),
  );
  if (parts.length === 0 || !parts.every((part) => part.isStringLiteral())) return undefined;
  return sortedValues(parts.map((part) => part.getLiteralValue()));
}

/** `net` of an index signature for `net${number}`. */
function familiesOf(project: Project, type: Type): string[] {
  const checker = project.getTypeChecker().compilerObject;
  return checker.getIndexInfosOfType(type.compilerType).flatMap(({ keyType }) => {
    const [family, ...rest] = (keyType as { texts?: readonly string[] }).texts ?? [];
    return family === undefined || rest.length !== 1 ? [] : [family];
  });
}

/** A format gives a pattern to what has none of its own. */
function differ(wanted: Parameter, found: Parameter, what: keyof Parameter): boolean {
  return what === "pattern"
    ? wanted.pattern === true && found.pattern === undefined
    : wanted[what] !== found[what];
}

/** What a surface says otherwise than the facts do; of `values` and `bounds` only where it can say them. */
export function mismatches(
  facts: Surface,
  surface: Surface,
  says: readonly (keyof Parameter)[],
): string[] {
  return [...new Set([...facts.keys(), ...surface.keys()])].flatMap((endpoint) => {
    const [wanted, found] = [facts.get(endpoint), surface.get(endpoint)];
    if (!wanted || !found) return [`${endpoint}: ${wanted ? "missing" : "invented"}`];
    return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((name) => {
      const [a, b] = [wanted.get(name), found.get(name)];
      if (!a || !b) return [`${endpoint} ${name}: ${a ? "missing" : "invented"}`];
      return says
        .filter((what) => (what === "required" || !a.varies) && differ(a, b, what))
        .map((what) => `${endpoint} ${name}: ${what} is ${b[what]}, not ${a[what]}`);
    });
  });
}
