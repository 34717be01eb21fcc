import { compare } from "../../src/kit/objects.js";
import type { SurfaceEmitter } from "../emitter.js";
import { HEADER_TEXT } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/surface/words.json`: our lines for parameters, by scope, for describe. */
export const emitWords: SurfaceEmitter = ({ words }) => {
  const scopes = [...words.scopes].sort(([a], [b]) => compare(a, b));
  const tables = scopes.map(([scope, lines]) => [
    scope,
    Object.fromEntries([...lines].sort(([a], [b]) => compare(a, b))),
  ]);
  return [
    {
      path: "generated/surface/words.json",
      text: jsonLines({ generated: HEADER_TEXT }, "parameters", Object.fromEntries(tables)),
    },
  ];
};
