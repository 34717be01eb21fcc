/** What a kind of guest, a login or a release lacks, and the way round it: data, no code. */
export { kindExclusions } from "./exclusions/kinds.js";
export { loginExclusions } from "./exclusions/logins.js";
export { outsideTheApi } from "./exclusions/outside-the-api.js";
export { parameterExclusions } from "./exclusions/parameters.js";
export { releaseExclusions } from "./exclusions/releases.js";
export { rootParameters } from "./exclusions/root-parameters.js";
export type {
  KindExclusion,
  LoginExclusion,
  ParameterExclusion,
  ReleaseExclusion,
  RootParameter,
} from "./exclusions/types.js";
