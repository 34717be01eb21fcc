// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import type { EndpointTree } from "../../generated/surface/endpoint-tree.js";

export async function access(pve: EndpointTree): Promise<void> {
  await pve.access.users.post({ userid: "vmuser@pve", groups: ["ops", "dev"], enable: true });
  await pve.access.acl.put({ path: "/vms/100", roles: "PVEVMUser", users: "vmuser@pve" });
  const [entry] = await pve.access.acl.get();
  entry?.type satisfies "user" | "group" | "token" | undefined;
  entry?.propagate satisfies 0 | 1 | undefined;

  // @ts-expect-error userid is missing
  await pve.access.users.post({ enable: true });
  // @ts-expect-error a boolean is no number
  await pve.access.users.post({ userid: "vmuser@pve", enable: 1 });
  // @ts-expect-error no such parameter
  await pve.access.acl.put({ path: "/", roles: "PVEAuditor", user: "vmuser@pve" });
  // @ts-expect-error no such kind of realm
  await pve.access.domains.post({ realm: "corp", type: "kerberos" });
  // @ts-expect-error the token's id belongs to the path
  await pve.access.users.token.item.post({ userid: "vmuser@pve" });
  // @ts-expect-error an entry of the ACL is closed
  entry?.role;
}

export async function pools(pve: EndpointTree): Promise<void> {
  await pve.pools.get();
  await pve.pools.get({ type: "qemu" });
  await pve.pools.put({ poolid: "prod", vms: "100,101", "allow-move": true });

  // @ts-expect-error no such kind of member
  await pve.pools.get({ type: "vm" });
  // @ts-expect-error poolid is missing
  await pve.pools.put({ vms: "100" });
}

export async function version(pve: EndpointTree): Promise<void> {
  const { release, repoid } = await pve.version.get();
  [release, repoid] satisfies string[];

  // @ts-expect-error takes no parameters
  await pve.version.get({ node: "pve1" });
  // @ts-expect-error a version is a string
  release satisfies number;
}
