import {
  type ImportDeclarationStructure,
  IndentationText,
  type IndexSignatureDeclarationStructure,
  type OptionalKind,
  Project,
  type PropertySignatureStructure,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
  type WriterFunction,
  Writers,
} from "ts-morph";
import { familyOf } from "../../src/schema/numbered-parameters.js";
import type { GeneratedFile } from "../emitter.js";
import { HEADER } from "../header.js";

const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  manipulationSettings: { indentationText: IndentationText.TwoSpaces },
});

/** Prints a file of TypeScript under the header of generated files. */
export function printFile(path: string, statements: readonly StatementStructures[]): GeneratedFile {
  const file = project.createSourceFile(path, { statements: [HEADER, ...statements] });
  const text = file.getFullText();
  project.removeSourceFile(file);
  return { path, text };
}

/** One property of an object type; a family such as `net[n]` becomes an index signature. */
export interface Member {
  name: string;
  type: string | WriterFunction;
  optional?: boolean;
  /** Lines of its doc comment. */
  docs?: readonly string[];
}

/** An object type with its members in order. */
export interface Members {
  properties: OptionalKind<PropertySignatureStructure>[];
  indexSignatures: OptionalKind<IndexSignatureDeclarationStructure>[];
}

/** @param open whether it may have any other property */
export function membersOf(members: readonly Member[], open = false): Members {
  const properties: Members["properties"] = [];
  const indexSignatures: Members["indexSignatures"] = [];
  for (const { name, type, optional = false, docs = [] } of members) {
    const family = familyOf(name);
    if (family === undefined) {
      properties.push({
        name: propertyKey(name),
        type,
        hasQuestionToken: optional,
        docs: docComment(docs),
      });
    } else {
      indexSignatures.push({
        keyName: "name",
        keyType: keyType(name),
        returnType: type,
        docs: docComment(docs),
      });
    }
  }
  if (open) indexSignatures.push({ keyName: "name", keyType: "string", returnType: "unknown" });
  return { properties, indexSignatures };
}

export function objectType(members: readonly Member[], open = false): string | WriterFunction {
  if (members.length > 0) return Writers.objectType(membersOf(members, open));
  return `Record<string, ${open ? "unknown" : "never"}>`;
}

/** `export type <name> = <type>;` */
export function typeAlias(
  name: string,
  type: string | WriterFunction,
  docs: readonly string[] = [],
  typeParameters: TypeAliasDeclarationStructure["typeParameters"] = [],
): TypeAliasDeclarationStructure {
  return {
    kind: StructureKind.TypeAlias,
    name,
    isExported: true,
    docs: docComment(docs),
    typeParameters,
    type,
  };
}

export function typeImport(names: readonly string[], from: string): ImportDeclarationStructure {
  return {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: true,
    namedImports: [...names],
    moduleSpecifier: from,
  };
}

/** A string as TypeScript source. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** A key as a type: `"vmid"`, or for a family `net${number}`. */
export function keyType(name: string): string {
  const family = familyOf(name);
  return family === undefined ? literal(name) : `\`${family}\${number}\``;
}

/** The JSDoc block of these lines; none where there are none. */
export function docComment(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join("\n").replaceAll("*/", "*\\/")];
}

/** `A | B`; each member once, in order. */
export function union(members: readonly string[]): string {
  return [...new Set(members)].join(" | ");
}
