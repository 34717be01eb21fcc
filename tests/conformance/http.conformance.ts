import { afterAll, describe, expect, it } from "vitest";
import { startTeam } from "../mcp/http/harness.js";
import { EXCEPTIONS, EXTENSIONS } from "./exceptions.js";
import { startFixtures } from "./fixtures/server.js";
import { type Check, installSuite, type Seen } from "./suite.js";

const REVISIONS = ["2025-06-18", "2025-11-25", "2026-07-28"];

/** What every server can be asked; other scenarios call tools of the suite's own. */
const WITHOUT_FIXTURES = [
  "server-initialize",
  "server-session-lifecycle",
  "ping",
  "tools-list",
  "resources-list",
  "prompts-list",
  "server-sse-multiple-streams",
  "sep-2164-resource-not-found",
  "dns-rebinding-protection",
  "caching",
  "http-header-validation",
  "input-required-result-unsupported-methods",
];

/** How many scenarios each revision has at least, so that an empty run isn't taken for a good one. */
const AT_LEAST = { fixtures: 27, "proxmox-mcp": 6 };

const suite = await installSuite();
const fixtures = await startFixtures();
const team = await startTeam();

afterAll(async () => {
  await Promise.all([fixtures.close(), team.close()]);
  suite.remove();
});

const SERVERS = [
  { server: "fixtures", url: fixtures.url, applies: () => true },
  {
    server: "proxmox-mcp",
    url: team.url,
    applies: (scenario: string) => WITHOUT_FIXTURES.includes(scenario),
  },
] as const;

const runs: { server: keyof typeof AT_LEAST; revision: string; seen: Seen }[] = [];
for (const { server, url, applies } of SERVERS) {
  for (const revision of REVISIONS) {
    const seen = await suite.run(url, revision);
    runs.push({ server, revision, seen: new Map([...seen].filter(([name]) => applies(name))) });
  }
}

const excused = new Set<string>();

function unmet(checks: readonly Check[]): string[] {
  return checks.flatMap(({ id, status, errorMessage, details }) => {
    if (status === "SUCCESS" || (status === "INFO" && errorMessage === undefined)) return [];
    if (Object.hasOwn(EXCEPTIONS, id)) {
      excused.add(id);
      return [];
    }
    return [
      `${status} ${id}: ${errorMessage ?? ""} ${JSON.stringify(details ?? {})}`.slice(0, 600),
    ];
  });
}

describe.each(runs)("$server, revision $revision", ({ server, seen }) => {
  it.each([...seen])("%s", (_scenario, checks) => {
    expect(unmet(checks)).toEqual([]);
  });

  it("was asked all of it", () => {
    expect(seen.size).toBeGreaterThanOrEqual(AT_LEAST[server]);
  });
});

describe("exceptions", () => {
  it("are all still needed", () => {
    expect(Object.keys(EXCEPTIONS).filter((id) => !excused.has(id))).toEqual([]);
  });

  it("name every extension that the suite has scenarios for", async () => {
    const all = await suite.list();
    const known = Object.keys(EXTENSIONS);
    const extensions = all.flatMap(({ scenario, revisions }) =>
      revisions === "extension" ? [scenario] : [],
    );
    expect(extensions.length).toBeGreaterThan(0);
    expect(extensions.filter((name) => !known.some((one) => name.startsWith(one)))).toEqual([]);
  });
});
