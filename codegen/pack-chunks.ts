import type { Metafile } from "esbuild";

/** What a usual session never loads, or once: the simulated cluster, schemas, screens, search. */
const RARE = [
  "generated/surface/zod/",
  "simulator/",
  "src/clients/",
  "node_modules/@xterm/",
  "node_modules/d3-",
  "node_modules/pino/",
  "node_modules/pngjs/",
  "node_modules/ws/",
  "overrides/access",
  "overrides/words/",
  "src/pictures/",
  "src/mcp/http/",
  "src/auth/",
  "src/telemetry/",
  "node_modules/@hono/",
  "node_modules/jose/",
  "src/cli/",
  "src/schema/change",
  "src/schema/diff",
];

/** A smaller file costs more to unpack than it saves. */
const WORTHWHILE_BYTES = 2_000;

/** Names of the files that ship compressed, since a session rarely loads them. */
export function rareChunks({ outputs }: Metafile): Set<string> {
  const rare = Object.entries(outputs).filter(([, { bytes, inputs }]) => {
    const own = Object.entries(inputs).filter(([path]) => RARE.some((one) => path.startsWith(one)));
    const share = own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return bytes > WORTHWHILE_BYTES && share > bytes / 3;
  });
  return new Set(rare.map(([path]) => /([^/]+)\.js$/.exec(path)?.[1] ?? ""));
}

/** Stands in for a compressed file: Node loads what is in it under a name of its own. */
export const UNPACK =
  'const{brotliDecompressSync:u}=require("node:zlib"),{readFileSync:r}=require("node:fs");' +
  'const f=__filename.slice(0,-2)+"br";module._compile(u(r(f)).toString(),f+".js");\n';
