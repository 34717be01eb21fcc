import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { State } from "../../simulator/index.js";
import { type Exchange, recorded } from "../support/recorded.js";
import { type Client, simulate } from "./helpers.js";
import { REPLAY, type ReplayStep } from "./replay-table.js";

/** The users and tokens behind the names that the table uses. */
const CREDENTIALS: Record<string, [user: string, token: string]> = {
  admin: ["admin@pve", "mcp"],
  ro: ["auditor@pve", "ro"],
  sep: ["admin@pve", "sep"],
  vm: ["vmuser@pve", "tok"],
  root: ["root@pam", "full"],
  exp: ["admin@pve", "expired"],
};

function tokenOf(state: State, name: string | undefined): string | null {
  if (name === undefined) return null;
  if (name === "bad") return "admin@pve!mcp=00000000-0000-4000-8000-000000000000";
  const [user = "", token = ""] = CREDENTIALS[name] ?? [];
  const secret = state.access.users.get(user)?.tokens.get(token)?.secret;
  return `${user}!${token}=${secret}`;
}

interface Outcome {
  status: number;
  reason: string;
  errors?: string[];
  ends?: string;
}

function expected({ status = 200, reason = "OK", errors, ends }: ReplayStep): Outcome {
  return { status, reason, ...(errors && { errors }), ...(ends !== undefined && { ends }) };
}

describe("the recorded life of a cluster", () => {
  let client: Client;
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    client = await simulate({ state: "recorded" });
    const session = { ticket: "", csrf: "", backup: "" };
    for (const step of REPLAY) outcomes.push(await play(client, step, session));
  });

  afterAll(() => client.close());

  it.each(REPLAY.map((step, index) => ({ index, what: step.send, step })))(
    "$index: $what",
    ({ index, step }) => {
      expect(outcomes[index]).toEqual(expected(step));
    },
  );

  it("found no bug in the simulator itself", () => {
    expect(client.simulator.crashes).toEqual([]);
  });
});

interface Session {
  ticket: string;
  csrf: string;
  backup: string;
}

async function play(client: Client, step: ReplayStep, session: Session): Promise<Outcome> {
  const { simulator } = client;
  const fill = (text: string) => text.replace("{ticket}", session.ticket);
  const send = step.send.replace("{backup}", encodeURIComponent(session.backup));
  const params = Object.fromEntries(
    Object.entries(step.params ?? {}).map(([key, value]) => [
      key,
      typeof value === "string" ? fill(value).replace("{backup}", session.backup) : value,
    ]),
  );
  const answer = await client.call(send, params, {
    token: tokenOf(simulator.state, step.as),
    headers: loginHeaders(step, session),
    ...(step.body !== undefined && { body: step.body }),
    ...(step.type !== undefined && { type: step.type }),
  });
  remember(answer.data, session);
  simulator.manual?.settle(60_000);
  const task = simulator.state.tasks.get(String(answer.data));
  if (task?.type === "vzdump") {
    const backups = [...simulator.state.volumes.values()].filter((v) => v.content === "backup");
    session.backup = backups.at(-1)?.volid ?? "";
  }
  return {
    status: answer.status,
    reason: answer.reason,
    ...(answer.errors && { errors: Object.keys(answer.errors).sort() }),
    ...(step.ends !== undefined && { ends: task?.exitstatus ?? "no task" }),
  };
}

function loginHeaders({ login }: ReplayStep, { ticket, csrf }: Session): Record<string, string> {
  if (login === "bad cookie") return { cookie: "PVEAuthCookie=PVE:admin@pve:00000000::AAAA" };
  if (login === undefined) return {};
  const cookie = { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` };
  return login === "ticket" ? { ...cookie, csrfpreventiontoken: csrf } : cookie;
}

function remember(data: unknown, session: Session): void {
  if (typeof data !== "object" || data === null || !("ticket" in data)) return;
  const { ticket, CSRFPreventionToken: csrf } = data as Record<string, unknown>;
  session.ticket = String(ticket);
  session.csrf = String(csrf);
}

describe("the table of steps", () => {
  it("says what the recorded exchanges say", () => {
    const isLook = ({ note }: Exchange) => /: (?:status when done|log)$/.test(String(note));
    const outcomes: Outcome[] = [];
    for (const exchange of recorded("flows")) {
      const { json } = exchange;
      const last = outcomes.at(-1);
      if (!isLook(exchange)) {
        const errors = json?.errors;
        outcomes.push({
          status: exchange.status,
          // Proxmox's own line numbers aren't facts about the API.
          reason: exchange.reason.replace(/ at <file> line <n>\.$/, ""),
          ...(errors && { errors: Object.keys(errors).sort() }),
        });
      } else if (last && exchange.note?.endsWith("status when done")) {
        const data = (json?.data ?? {}) as Record<string, unknown>;
        last.ends = String(data["exitstatus"]);
      }
    }
    expect(REPLAY.map(expected)).toEqual(outcomes);
  });
});
