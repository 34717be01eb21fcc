/** How to log in. */
export type Credentials = TokenCredentials | PasswordCredentials;

export interface TokenCredentials {
  kind: "token";
  /** With realm: `root@pam`. */
  user: string;
  tokenName: string;
  tokenValue: string;
}

export interface PasswordCredentials {
  kind: "password";
  user: string;
  password: string;
  /** Second factor: a code of the moment, a base32 secret or an `otpauth://` URI. */
  otp?: string;
}

/** Who we are, on every request. */
export interface Authentication {
  /** `user@realm` or `user@realm!token`. */
  readonly identity: string;
  /** Who sends requests of a method, where there are two logins. */
  identityOf(method: string): string;
  /** The headers that say so; logs in first where that is needed. */
  headers(method: string): Record<string, string> | Promise<Record<string, string>>;
  /**
   * The server answered 401 to a request that was sent with `headers`.
   * @returns whether other headers may fare better, so that one more try is worth it
   */
  refused(headers: Readonly<Record<string, string>>, method: string): boolean;
  /** Everything that must never be shown. */
  secrets(): readonly string[];
}

/** API token: stateless, and no CSRF token is needed. */
export function tokenAuthentication(credentials: TokenCredentials): Authentication {
  const identity = `${credentials.user}!${credentials.tokenName}`;
  const headers = { authorization: `PVEAPIToken=${identity}=${credentials.tokenValue}` };
  const secrets = [credentials.tokenValue];
  return {
    identity,
    identityOf: () => identity,
    headers: () => headers,
    refused: () => false,
    secrets: () => secrets,
  };
}

/** Proxmox's own rule: two or more characters, a letter first. */
const TOKEN = /^(?:PVEAPIToken=)?([^\s!=]+@[^\s!=]+)!([A-Za-z][\w.-]+)=([^\s!=]+)$/;

/** A whole token, `user@realm!name=secret`, as Proxmox shows and the header spells it. */
export function parseToken(text: string): TokenCredentials | undefined {
  const [, user, tokenName, tokenValue] = TOKEN.exec(text.trim()) ?? [];
  if (user === undefined || tokenName === undefined || tokenValue === undefined) return undefined;
  return { kind: "token", user, tokenName, tokenValue };
}
