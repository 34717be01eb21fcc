import {
  kindExclusions,
  loginExclusions,
  parameterExclusions,
  releaseExclusions,
  rootParameters,
} from "../../overrides/exclusions.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import { compareReleases } from "../schema/releases.js";
import { ToolError } from "./errors.js";
import { shellCommand, shellWord } from "./shell.js";

type Values = Readonly<Record<string, unknown>>;

/** Why an endpoint of one kind of guest can't be had for a guest of the other kind. */
export function kindError(
  tool: string,
  endpoints: readonly EndpointKey[],
  guest: { vmid: number; node: string; kind: "qemu" | "lxc"; name?: string },
  args: Values,
): ToolError {
  const exclusion = kindExclusions.find((candidate) =>
    candidate.endpoints.some((endpoint) => endpoints.includes(endpoint)),
  );
  const kind = guest.kind === "lxc" ? "a container" : "a VM";
  const reason = exclusion ? `: ${exclusion.reason}` : "";
  const what = `${tool} can't be used on guest ${guest.vmid}, which is ${kind}${reason}.`;
  if (!exclusion) return new ToolError("kind", what, "Nothing was sent.");
  const instead = fill(exclusion.instead, { ...args, node: guest.node, vmid: guest.vmid });
  return new ToolError("kind", what, instead);
}

/** Who asks, and what it is asked. */
export interface Connection {
  /** `user@realm` or `user@realm!token`. */
  identity: string;
  /** Of the connected cluster, as `9.1`. */
  release: string;
}

/** Why Proxmox would refuse this request whatever else it says; nothing where it wouldn't. */
export function requestError(
  endpoint: EndpointKey,
  parameters: Values,
  entry: CatalogueEntry | undefined,
  { identity, release }: Connection,
): ToolError | undefined {
  return (
    releaseError(endpoint, parameters, release) ??
    loginError(endpoint, parameters, entry, identity) ??
    parameterError(endpoint, parameters) ??
    rootError(endpoint, parameters, identity)
  );
}

function releaseError(
  endpoint: EndpointKey,
  parameters: Values,
  release: string,
): ToolError | undefined {
  const exclusion = releaseExclusions.find(
    (candidate) =>
      isOneOf(candidate.endpoints, endpoint) &&
      compareReleases(release, candidate.from) >= 0 &&
      (!candidate.parameters || givenOf(candidate.parameters, parameters).length > 0),
  );
  if (!exclusion) return undefined;
  const names = givenOf(exclusion.parameters ?? [], parameters);
  return new ToolError(
    "unsupported",
    `${describe(endpoint, names)} doesn't work on Proxmox VE ${release}: ${exclusion.reason}.`,
    fill(exclusion.instead, parameters),
  );
}

function loginError(
  endpoint: EndpointKey,
  parameters: Values,
  entry: CatalogueEntry | undefined,
  identity: string,
): ToolError | undefined {
  const isAllowed = entry?.login === "root" ? identity === "root@pam" : !identity.includes("!");
  if (!entry?.login || isAllowed) return undefined;
  const who =
    entry.login === "root"
      ? "only root@pam, logged in with a password, may call it"
      : "no API token may call it, only who logged in with a password";
  const instead = loginExclusions.find(({ endpoints }) => isOneOf(endpoints, endpoint))?.instead;
  const connect = `Or connect with PROXMOX_USER${entry.login === "root" ? "=root@pam" : ""} and PROXMOX_PASSWORD.`;
  return new ToolError(
    "login",
    `${endpoint}: ${who}; this server is ${identity}.`,
    instead ? `${fill(instead, parameters)}. ${connect}`.replace("..", ".") : connect.slice(3),
  );
}

function parameterError(endpoint: EndpointKey, parameters: Values): ToolError | undefined {
  for (const exclusion of parameterExclusions) {
    if (!isOneOf(exclusion.endpoints, endpoint)) continue;
    const names = givenOf(exclusion.parameters, parameters);
    if (names.length === 0) continue;
    return new ToolError(
      "kind",
      `${describe(endpoint, names)}: ${exclusion.reason}.`,
      fill(exclusion.instead, parameters),
      { parameters: names },
    );
  }
  return undefined;
}

function rootError(
  endpoint: EndpointKey,
  parameters: Values,
  identity: string,
): ToolError | undefined {
  if (identity === "root@pam") return undefined;
  for (const exclusion of rootParameters) {
    if (!isOneOf(exclusion.endpoints, endpoint)) continue;
    const names = givenOf(exclusion.parameters, parameters).filter(
      (name) => exclusion.values?.test(asText(parameters[name])) ?? true,
    );
    if (names.length === 0) continue;
    return new ToolError(
      "login",
      `${describe(endpoint, names)}: only root@pam, logged in with a password, may set it (${exclusion.reason}); this server is ${identity}.`,
      fill(exclusion.instead, parameters),
      { parameters: names },
    );
  }
  return undefined;
}

function isOneOf(endpoints: readonly string[], endpoint: EndpointKey): boolean {
  return endpoints.includes(endpoint);
}

/** Which of the given parameters are meant; `net[n]` means all of a family. */
function givenOf(names: readonly string[], parameters: Values): string[] {
  const given = Object.keys(parameters).filter((name) => parameters[name] !== undefined);
  return given.filter(
    (name) => names.includes(name) || names.includes(name.replace(/(?<!\d)\d+$/, "[n]")),
  );
}

/** A value as it would be written into a property string. */
function asText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, entry]) => `${key}=${entry}`)
    .join(",");
}

function describe(endpoint: EndpointKey, names: readonly string[]): string {
  return names.length > 0 ? `${endpoint} with ${names.join(", ")}` : endpoint;
}

/** Puts the call's own values where the text names them; one that is missing stays as its name. */
function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) return name.toUpperCase();
    return name === "command" ? shellCommand(value) : shellWord(value);
  });
}
