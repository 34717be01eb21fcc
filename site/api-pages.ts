import { coverageOf } from "../codegen/derive/tool-coverage.js";
import { newestForms } from "../codegen/model.js";
import { tools } from "../overrides/tools/index.js";
import { loadCatalogue } from "../src/data/catalogue.js";
import { loadRelease, releases } from "../src/data/releases.js";
import { type EndpointKey, keyOf } from "../src/schema/model.js";
import { TOOLSETS } from "../src/tools/define.js";
import type { Page } from "./page.js";
import { plain } from "./plain.js";

/** Every endpoint that any release has: which releases, which tier, which tools. */
export function apiPages(): Page[] {
  const apis = releases().map(loadRelease);
  const rows = coverageOf(tools, [...newestForms(apis).values()]);
  const areas = TOOLSETS.map((name) => ({
    name,
    rows: rows.filter(({ toolset }) => toolset === name),
  })).filter((area) => area.rows.length > 0);
  const keys = apis.map(({ release, endpoints }) => ({
    release,
    keys: new Set(endpoints.map(keyOf)),
  }));
  const counts = keys.map(({ keys }) => keys.size);
  const table = areas.map((area) => {
    const cells = keys.map(({ keys }) => area.rows.filter(({ key }) => keys.has(key)).length);
    return `| [${area.name}](/api/${area.name}) | ${cells.join(" | ")} |`;
  });
  const text = `# API coverage by release

The ${rows.length} endpoints that Proxmox VE has or had since ${keys[0]?.release}, and how many of them each release knows. All are reached: ${rows.filter(({ uses }) => uses.length > 0).length} by curated tools, every one by the generic API tools. Before a call is sent it is checked against the release that the cluster runs.

| | ${keys.map(({ release }) => release).join(" | ")} |
|---|${keys.map(() => "---:|").join("")}
${table.join("\n")}
| **all** | ${counts.join(" | ")} |

What changed from one release to the next, parameter by parameter, is under [changes](/changes/).
`;
  const pages = areas.map(({ name, rows }) => ({
    path: `api/${name}.md`,
    title: name,
    text: `# Endpoints: ${name}\n\n${rows.map(entry).join("\n")}\n`,
  }));
  return [{ path: "api/index.md", title: "By release", text }, ...pages];
}

function entry({ key, uses }: { key: EndpointKey; uses: readonly string[] }): string {
  const { line = "", tier, since, until } = loadCatalogue().endpoints[key] ?? {};
  const lifetime = [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ];
  const names = [...new Set(uses.map((use) => use.split("`")[1] ?? use))];
  const links = names.map((name) => `[${plain(name)}](/tools/${name})`).join(", ");
  const facts = [tier, ...lifetime].join(", ");
  return `- \`${key}\` · ${facts}<br>${plain(line)}${links && `<br>${links}`}`;
}
