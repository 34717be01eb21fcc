import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { writeAtomically } from "../../src/kit/atomic-write.js";
import { sortKeys } from "../../src/kit/objects.js";
import { ApidocError, parseApidoc } from "../../src/schema/apidoc.js";
import type { Api } from "../../src/schema/model.js";
import { normalise, printApi } from "../../src/schema/normalise.js";
import { guessProduct } from "../../src/schema/product.js";
import type { Command, Given } from "../command.js";
import { loadApis } from "../load.js";
import { recogniseRelease } from "../recognise.js";
import { SCHEMA_FOLDER } from "../root.js";
import { readSource } from "../source.js";
import { UserError } from "../user-error.js";

/** Reads an `apidoc.js` and writes its facts to `schema/<product>-<release>.json`. */
export const importApidoc: Command = {
  usage: "import <source> [--pve <release>] [--insecure] [--force]",
  help: `<source> is a file, an https:// URL, or a node as https://node:8006.

  --pve 9.1                        the release, which no description says; may be left out for one
                                   that is the same as a release in schema/
  --product pmg --release 8.2      another product of Proxmox: its facts are kept and compared, no
                                   code is made of them
  --insecure                       take any certificate
  --force                          also where the file is most like another release
  --folder DIR                     write there instead of schema/

Exit 0: written; 1: nothing was written, and why.`,
  options: {
    pve: { type: "string" },
    release: { type: "string" },
    product: { type: "string" },
    insecure: { type: "boolean" },
    force: { type: "boolean" },
    folder: { type: "string" },
  },
  async run(given) {
    const { print } = given;
    const { file, api } = await importTo(given);
    print(
      `${relative(process.cwd(), file)}: ${api.endpoints.length} endpoints, ${countParameters(api)} parameters`,
    );
  },
};

/**
 * Writes a description's facts.
 *
 * @throws UserError where it isn't one, or is of another product or release than asked
 */
export async function importTo(given: Given): Promise<{ file: string; api: Api }> {
  const { values, positionals, warn } = given;
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) {
    throw new UserError(`expected one source: ${importApidoc.usage}`);
  }
  const asked = askedRelease(given);
  const text = await readSource(source, values["insecure"] === true);
  const { variable, tree } = reading(source, () => parseApidoc(text));
  const product = productOf(given, source, guessProduct(variable, tree));
  const folder = typeof values["folder"] === "string" ? values["folder"] : SCHEMA_FOLDER;
  const { api: facts, unknown } = reading(source, () => normalise(tree, { release: "", product }));
  const force = values["force"] === true;
  const release = recogniseRelease(sortKeys(facts), knownReleases(product, folder), {
    asked,
    force,
  });
  const api = { ...facts, release };
  if (unknown.size > 0) {
    const seen = [...unknown].map(([keyword, where]) => `${keyword} (${where})`).join(", ");
    warn(
      `warning: keywords that are new to this project, not understood and kept as facts: ${seen}`,
    );
  }
  const file = join(folder, `${product}-${release}.json`);
  writeAtomically(file, printApi(api));
  return { file, api };
}

/** What is wrong with a description, with the name of its source. */
function reading<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ApidocError) throw new UserError(`${source}: ${error.message}`);
    throw error;
  }
}

function knownReleases(product: string, folder: string): Api[] {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${product}-`))
    ? loadApis(product, folder)
    : [];
}

function askedRelease({ values }: Given): string | undefined {
  const release = values["pve"] ?? values["release"];
  if (release === undefined || (typeof release === "string" && /^\d+\.\d+$/.test(release))) {
    return release;
  }
  throw new UserError(`a release looks like 9.1, not like ${release}`);
}

function productOf({ values }: Given, source: string, guess: string | undefined): string {
  const asked = values["pve"] !== undefined ? "pve" : values["product"];
  const product = typeof asked === "string" ? asked : guess;
  if (product === undefined) {
    throw new UserError(`${source}: can't tell which product it describes: give it as --product`);
  }
  if (!/^[a-z]+$/.test(product)) throw new UserError(`--product ${product}: expected letters a-z`);
  if (guess !== undefined && guess !== product) {
    throw new UserError(
      `${source} describes ${guess}, not ${product}: import it with --product ${guess} --release <release>`,
    );
  }
  return product;
}

function countParameters(api: Api): number {
  return api.endpoints.reduce(
    (total, { parameters }) => total + Object.keys(parameters.properties ?? {}).length,
    0,
  );
}
