import { compare } from "../../src/kit/objects.js";
import { headerText } from "../header.js";
import type { Emitter } from "../model.js";
import { jsonLines } from "./json-lines.js";

/** `generated/words.json`: our lines for parameters, by scope, for describe. */
const emitWords: Emitter = ({ release, words }) => {
  const scopes = [...words.scopes].sort(([a], [b]) => compare(a, b));
  const tables = scopes.map(([scope, lines]) => [
    scope,
    Object.fromEntries([...lines].sort(([a], [b]) => compare(a, b))),
  ]);
  return [
    {
      path: "generated/words.json",
      text: jsonLines({ generated: headerText(release) }, "parameters", Object.fromEntries(tables)),
    },
  ];
};

export default emitWords;
