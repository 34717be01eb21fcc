// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import {
  getAccessAcl,
  postAccessDomains,
  postAccessUsers,
  postAccessUsersByUseridTokenByTokenid,
  putAccessAcl,
} from "../../generated/endpoints/access.js";
import { getPools, putPools } from "../../generated/endpoints/pools.js";
import { getVersion } from "../../generated/endpoints/version.js";
import type { Caller } from "../../src/pve/caller.js";

export async function access(api: Caller): Promise<void> {
  await postAccessUsers(api, { userid: "vmuser@pve", groups: ["ops", "dev"], enable: true });
  await putAccessAcl(api, { path: "/vms/100", roles: "PVEVMUser", users: "vmuser@pve" });
  const [entry] = await getAccessAcl(api);
  entry?.type satisfies "user" | "group" | "token" | undefined;
  entry?.propagate satisfies 0 | 1 | undefined;

  // @ts-expect-error userid is missing
  await postAccessUsers(api, { enable: true });
  // @ts-expect-error a boolean is no number
  await postAccessUsers(api, { userid: "vmuser@pve", enable: 1 });
  // @ts-expect-error no such parameter
  await putAccessAcl(api, { path: "/", roles: "PVEAuditor", user: "vmuser@pve" });
  // @ts-expect-error no such kind of realm
  await postAccessDomains(api, { realm: "corp", type: "kerberos" });
  // @ts-expect-error the token's id belongs to the path
  await postAccessUsersByUseridTokenByTokenid(api, { userid: "vmuser@pve" });
  // @ts-expect-error an entry of the ACL is closed
  entry?.role;
}

export async function pools(api: Caller): Promise<void> {
  await getPools(api);
  await getPools(api, { type: "qemu" });
  await putPools(api, { poolid: "prod", vms: "100,101", "allow-move": true });

  // @ts-expect-error no such kind of member
  await getPools(api, { type: "vm" });
  // @ts-expect-error poolid is missing
  await putPools(api, { vms: "100" });
}

export async function version(api: Caller): Promise<void> {
  const { release, repoid } = await getVersion(api);
  [release, repoid] satisfies string[];

  // @ts-expect-error takes no parameters
  await getVersion(api, { node: "pve1" });
  // @ts-expect-error a version is a string
  release satisfies number;
}
