import { isObject } from "../../kit/objects.js";
import type { EndpointKey } from "../../schema/model.js";
import { AuthenticationError } from "../errors/errors.js";
import type { Clock } from "../wire/clock.js";
import type { Authentication, PasswordCredentials } from "./authentication.js";
import { parseOtp } from "./otp.js";
import { totp } from "./totp.js";

const LOGIN: EndpointKey = "POST /access/ticket";

/** Sends a login form, without credentials of its own. @returns the answer's `data` */
export type Login = (form: Record<string, string>) => Promise<unknown>;

interface Ticket {
  ticket: string;
  csrf: string;
  /** When it was given out, in milliseconds. */
  since: number;
}

/** The server takes a ticket for 2 h. A fresh one is asked for at half of that. */
const RENEW_AFTER = 60 * 60 * 1000;
const GONE_AFTER = 2 * 60 * 60 * 1000;

/**
 * User and password: a ticket as cookie, and its CSRF token on everything that writes. Calls that
 * come while a login is under way wait for that one.
 */
export function ticketAuthentication(
  credentials: PasswordCredentials,
  login: Login,
  clock: Clock,
): Authentication {
  let current: Ticket | undefined;
  let pending: Promise<Ticket> | undefined;
  const seen: string[] = [];

  async function fresh(): Promise<Ticket> {
    const old = current;
    const renewable = old && clock.now() - old.since < GONE_AFTER;
    if (renewable) {
      try {
        return keep(await renew(old));
      } catch (error) {
        // The server no longer takes the ticket (its key was changed, the user's password too).
        if (!(error instanceof AuthenticationError)) throw error;
      }
    }
    return keep(await logIn());
  }

  async function renew(old: Ticket): Promise<Ticket> {
    const form = { username: credentials.user, password: old.ticket };
    return readTicket(await login(form), clock.now());
  }

  async function logIn(): Promise<Ticket> {
    const form = {
      username: credentials.user,
      password: credentials.password,
      // 7.4 otherwise hands out half-finished tickets of an older shape.
      "new-format": "1",
    };
    const answer = await login(form);
    const challenge = challengeOf(answer);
    if (challenge === undefined) return readTicket(answer, clock.now());
    const password = secondFactor(challenge, credentials.otp, clock.now());
    const second = { username: credentials.user, "tfa-challenge": challenge, password };
    return readTicket(await login(second), clock.now());
  }

  function keep(ticket: Ticket): Ticket {
    current = ticket;
    seen.push(ticket.ticket, ticket.csrf);
    // Requests under way may still hold the one before.
    if (seen.length > 4) seen.splice(0, 2);
    return ticket;
  }

  function ticket(): Ticket | Promise<Ticket> {
    if (current && clock.now() - current.since < RENEW_AFTER) return current;
    pending ??= fresh().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    identity: credentials.user,
    identityOf: () => credentials.user,
    headers(method) {
      const held = ticket();
      return held instanceof Promise
        ? held.then((value) => headersOf(value, method))
        : headersOf(held, method);
    },
    refused(headers) {
      const mine = current && headers["cookie"] === cookieOf(current);
      if (mine) current = undefined;
      return true;
    },
    secrets: () => [
      credentials.password,
      ...(credentials.otp === undefined ? [] : [credentials.otp]),
      ...seen,
    ],
  };
}

function cookieOf(ticket: Ticket): string {
  return `PVEAuthCookie=${encodeURIComponent(ticket.ticket)}`;
}

function headersOf(ticket: Ticket, method: string): Record<string, string> {
  const cookie = cookieOf(ticket);
  return method === "GET" ? { cookie } : { cookie, csrfpreventiontoken: ticket.csrf };
}

function readTicket(answer: unknown, now: number): Ticket {
  if (isObject(answer)) {
    const { ticket, CSRFPreventionToken: csrf } = answer;
    if (typeof ticket === "string" && typeof csrf === "string") return { ticket, csrf, since: now };
  }
  throw new AuthenticationError(`${LOGIN}: the answer holds no ticket`, {
    endpoint: LOGIN,
    hint: "Check that «host» is a Proxmox VE node and not another Proxmox product.",
  });
}

function challengeOf(answer: unknown): string | undefined {
  if (!isObject(answer) || typeof answer["ticket"] !== "string") return undefined;
  const half = Boolean(answer["NeedTFA"]) || answer["ticket"].startsWith("PVE:!tfa!");
  return half ? answer["ticket"] : undefined;
}

function secondFactor(challenge: string, otp: string | undefined, now: number): string {
  const asked = askedFactors(challenge);
  if (asked.length > 0 && !asked.includes("totp")) {
    throw new AuthenticationError(
      `${LOGIN}: this user's second factor is ${asked.join(" or ")}, which needs a person`,
      {
        endpoint: LOGIN,
        hint: "Use an API token («token»), which needs no second factor, or add TOTP for this user and set «otp».",
      },
    );
  }
  if (otp === undefined) {
    throw new AuthenticationError(`${LOGIN}: this user needs a TOTP code as second factor`, {
      endpoint: LOGIN,
      hint: "Set «otp» to the TOTP secret, or use an API token, which needs no second factor.",
    });
  }
  const parsed = parseOtp(otp);
  return `totp:${"code" in parsed ? parsed.code : totp(parsed.secret, now)}`;
}

/** The ticket of a half-finished login says which factors would finish it. */
function askedFactors(challenge: string): string[] {
  const encoded = /^PVE:!tfa!([^:]*)/.exec(challenge)?.[1];
  if (encoded === undefined) return [];
  try {
    const asked: unknown = JSON.parse(decodeURIComponent(encoded));
    if (!isObject(asked)) return [];
    return Object.keys(asked).filter((kind) => asked[kind] && !isEmpty(asked[kind]));
  } catch {
    return [];
  }
}

function isEmpty(value: unknown): boolean {
  return value === "unavailable" || (Array.isArray(value) && value.length === 0);
}
