import { TIERS } from "../../schema/catalogue.js";
import { scopeOfTier } from "./principal-of-claims.js";
import { createVerify, type VerifyOptions } from "./verify.js";

export interface ResourceServerOptions extends Omit<VerifyOptions, "challenge"> {
  /** By which clients reach the server; without a slash at its end. */
  publicUrl: string;
}

/** This server, as OAuth sees it. */
export interface ResourceServer {
  verifyJwt: ReturnType<typeof createVerify>;
  /** What WWW-Authenticate says beside the scheme. */
  challenge: string;
  /** By path: what clients learn from where to get a token (RFC 9728). */
  documents: Record<string, () => Response>;
}

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

export function createResourceServer(options: ResourceServerOptions): ResourceServer {
  const { publicUrl, issuer } = options;
  const resource = `${publicUrl}/mcp`;
  const { origin, pathname } = new URL(resource);
  const challenge = `resource_metadata="${origin}${WELL_KNOWN}${pathname}"`;
  const document = () =>
    Response.json(
      {
        resource,
        authorization_servers: [issuer],
        scopes_supported: TIERS.map(scopeOfTier),
        bearer_methods_supported: ["header"],
        resource_name: "Proxmox VE",
      },
      { headers: { "Cache-Control": "max-age=300" } },
    );
  const paths = [WELL_KNOWN, `${WELL_KNOWN}/mcp`, `${WELL_KNOWN}${pathname}`];
  return {
    verifyJwt: createVerify({ ...options, challenge }),
    challenge,
    documents: Object.fromEntries(paths.map((path) => [path, document])),
  };
}
