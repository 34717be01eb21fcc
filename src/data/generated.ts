import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { bundled, dataPath, readData } from "./files.js";

const generated = new Map<string, unknown>();

/** A generated file of JSON, read once; in the package it is compressed. */
export function readGenerated(name: string): unknown {
  if (!generated.has(name)) generated.set(name, parseGenerated(name));
  return generated.get(name);
}

function parseGenerated(name: string): unknown {
  const path = `generated/${name}`;
  const text = bundled
    ? brotliDecompressSync(readFileSync(dataPath(`${path}.br`))).toString()
    : readData(path);
  return JSON.parse(text);
}
