import type { EndpointKey } from "../../generated/surface/refs.js";

/** Why something can't be done, and what to do instead. */
interface Answer {
  reason: string;
  /**
   * The way round. `{node}`, `{vmid}` and arguments of the call such as `{command}` are filled in,
   * quoted for a shell.
   */
  instead: string;
}

/** Endpoints that exist for one kind of guest only, answered when asked for the other kind. */
export interface KindExclusion extends Answer {
  endpoints: readonly EndpointKey[];
}

/** A parameter that only the other kind of guest knows. */
export interface ParameterExclusion extends Answer {
  endpoints: readonly EndpointKey[];
  /** `net[n]` means all of a family. */
  parameters: readonly string[];
}

/** Endpoints that some logins can never call; which of them is in the catalogue. */
export interface LoginExclusion {
  endpoints: readonly EndpointKey[];
  instead: string;
}

/** A parameter, or some of its values, that only root@pam itself may send, never a token. */
export interface RootParameter extends Answer {
  endpoints: readonly EndpointKey[];
  parameters: readonly string[];
  /** Only values that this matches; absent: all of them. */
  values?: RegExp;
}

/** Endpoints that a release still lists but no longer serves. */
export interface ReleaseExclusion extends Answer {
  endpoints: readonly EndpointKey[];
  /** Only together with one of these. */
  parameters?: readonly string[];
  /** First release that refuses. */
  from: string;
}
