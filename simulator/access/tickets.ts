import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Seconds that a ticket lives. */
const LIFETIME = 2 * 60 * 60;
/** Seconds that a console's ticket lives. */
const CONSOLE_LIFETIME = 40;
/** Seconds that a clock may be behind where a console's ticket is concerned. */
const CONSOLE_TOLERANCE = 20;
/** Seconds that a clock may be behind the one that made the ticket. */
const TOLERANCE = 300;

export interface Ticket {
  user: string;
  /** Seconds. */
  age: number;
  /** Only good for answering a challenge for a second factor. */
  partial: boolean;
}

export interface TicketOffice {
  issue(user: string, time: number): string;
  issuePartial(user: string, time: number): string;
  /** For consoles: bound to a user and a path. */
  issueConsole(user: string, path: string, time: number): string;
  verifyConsole(ticket: string, user: string, path: string, time: number): boolean;
  verify(ticket: string, time: number): Ticket | undefined;
  issueCsrf(user: string, time: number): string;
  verifyCsrf(user: string, token: string, time: number): boolean;
}

/** Signs and checks tickets and CSRF tokens; times are in seconds since 1970. */
export function createTicketOffice(): TicketOffice {
  const key = randomBytes(32);
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("base64");
  const isFresh = (age: number) => age > -TOLERANCE && age < LIFETIME;

  function issue(text: string, time: number): string {
    const plain = `PVE:${text}:${hex(time)}`;
    return `${plain}::${sign(plain)}`;
  }

  return {
    issue,
    issuePartial: (user, time) => issue(`!tfa!${encodeURIComponent(user)}`, time),
    issueConsole(user, path, time) {
      const plain = `PVEVNC:${hex(time)}`;
      return `${plain}::${sign(`${plain}:${user}:${path}`)}`;
    },
    verifyConsole(ticket, user, path, time) {
      const match = /^(PVEVNC:([0-9A-F]{8}))::([A-Za-z0-9+/=]+)$/.exec(ticket);
      if (!match) return false;
      const [, plain = "", stamp = "", signature = ""] = match;
      const age = time - Number.parseInt(stamp, 16);
      if (age < -CONSOLE_TOLERANCE || age > CONSOLE_LIFETIME) return false;
      return isEqual(sign(`${plain}:${user}:${path}`), signature);
    },
    verify(ticket, time) {
      const match = /^(PVE:(.+):([0-9A-F]{8}))::([A-Za-z0-9+/=]+)$/.exec(ticket);
      if (!match) return undefined;
      const [, plain = "", subject = "", stamp = "", signature = ""] = match;
      if (!isEqual(sign(plain), signature)) return undefined;
      const age = time - Number.parseInt(stamp, 16);
      if (!isFresh(age)) return undefined;
      const partial = subject.startsWith("!tfa!");
      return { user: partial ? decodeURIComponent(subject.slice(5)) : subject, age, partial };
    },
    issueCsrf: (user, time) => `${hex(time)}:${sign(`${hex(time)}:${user}`)}`,
    verifyCsrf(user, token, time) {
      const [stamp = "", signature = ""] = token.split(":");
      const age = time - Number.parseInt(stamp, 16);
      return isFresh(age) && isEqual(sign(`${stamp}:${user}`), signature);
    },
  };
}

function hex(time: number): string {
  return Math.floor(time).toString(16).toUpperCase().padStart(8, "0");
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
