import { join, relative } from "node:path";
import { writeAtomically } from "../../src/kit/atomic-write.js";
import { ApidocError, type ApidocNode, parseApidoc } from "../../src/schema/apidoc.js";
import type { Api } from "../../src/schema/model.js";
import { normalise, printApi } from "../../src/schema/normalise.js";
import type { Command, Given } from "../command.js";
import { guessProduct } from "../product.js";
import { SCHEMA_FOLDER } from "../root.js";
import { readSource } from "../source.js";
import { UserError } from "../user-error.js";

/** Reads an `apidoc.js` and writes its facts to `schema/<product>-<release>.json`. */
export const importApidoc: Command = {
  usage:
    "import <apidoc.js | https://…/apidoc.js | https://node:8006> --pve <release> [--insecure]" +
    " | import <…> --product <pmg|…> --release <release>",
  options: {
    pve: { type: "string" },
    release: { type: "string" },
    product: { type: "string" },
    insecure: { type: "boolean" },
    folder: { type: "string" },
  },
  async run(given) {
    const { values, positionals, print, warn } = given;
    const [source] = positionals;
    if (source === undefined || positionals.length > 1) {
      throw new UserError(`expected one source: ${importApidoc.usage}`);
    }
    const release = releaseOf(given);
    const { variable, tree } = parse(source, await readSource(source, values["insecure"] === true));
    const product = productOf(given, source, guessProduct(variable, tree));
    const { api, unknown } = normalise(tree, { release, product });
    if (unknown.size > 0) {
      const seen = [...unknown].map(([keyword, where]) => `${keyword} (${where})`).join(", ");
      warn(
        `warning: keywords that are new to this project, not understood and kept as facts: ${seen}`,
      );
    }
    const file = `${product}-${release}.json`;
    const folder = typeof values["folder"] === "string" ? values["folder"] : SCHEMA_FOLDER;
    writeAtomically(join(folder, file), printApi(api));
    print(
      `${relative(process.cwd(), join(folder, file))}: ${api.endpoints.length} endpoints, ${countParameters(api)} parameters`,
    );
  },
};

function releaseOf({ values }: Given): string {
  const release = values["pve"] ?? values["release"];
  if (typeof release !== "string" || !/^\d+\.\d+$/.test(release)) {
    throw new UserError(
      `the file doesn't say its release: give it as --pve 9.1${release ? `, not ${release}` : ""}`,
    );
  }
  return release;
}

function parse(source: string, text: string): { variable: string; tree: ApidocNode[] } {
  try {
    return parseApidoc(text);
  } catch (error) {
    if (error instanceof ApidocError) throw new UserError(`${source}: ${error.message}`);
    throw error;
  }
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
