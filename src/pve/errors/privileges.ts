/**
 * The built-in role with the fewest privileges that contains a privilege (Proxmox VE 9.1).
 * `null`: only Administrator has it, so a role of its own is the better advice.
 */
const ROLES: Readonly<Record<string, string | null>> = {
  "Datastore.Allocate": "PVEDatastoreAdmin",
  "Datastore.AllocateSpace": "PVEDatastoreUser",
  "Datastore.AllocateTemplate": "PVEDatastoreAdmin",
  "Datastore.Audit": "PVEAuditor",
  "Group.Allocate": "PVEUserAdmin",
  "Mapping.Audit": "PVEAuditor",
  "Mapping.Modify": "PVEMappingAdmin",
  "Mapping.Use": "PVEMappingUser",
  "Permissions.Modify": null,
  "Pool.Allocate": "PVEPoolAdmin",
  "Pool.Audit": "PVEAuditor",
  "Realm.Allocate": null,
  "Realm.AllocateUser": "PVEUserAdmin",
  "SDN.Allocate": "PVESDNAdmin",
  "SDN.Audit": "PVEAuditor",
  "SDN.Use": "PVESDNUser",
  "Sys.AccessNetwork": null,
  "Sys.Audit": "PVEAuditor",
  "Sys.Console": "PVESysAdmin",
  "Sys.Incoming": null,
  "Sys.Modify": null,
  "Sys.PowerMgmt": null,
  "Sys.Syslog": "PVESysAdmin",
  "User.Modify": "PVEUserAdmin",
  "VM.Allocate": "PVEVMAdmin",
  "VM.Audit": "PVEAuditor",
  "VM.Backup": "PVEVMUser",
  "VM.Clone": "PVEVMAdmin",
  "VM.Config.CDROM": "PVEVMUser",
  "VM.Config.CPU": "PVEVMAdmin",
  "VM.Config.Cloudinit": "PVEVMUser",
  "VM.Config.Disk": "PVEVMAdmin",
  "VM.Config.HWType": "PVEVMAdmin",
  "VM.Config.Memory": "PVEVMAdmin",
  "VM.Config.Network": "PVEVMAdmin",
  "VM.Config.Options": "PVEVMAdmin",
  "VM.Console": "PVEVMUser",
  "VM.GuestAgent.Audit": "PVEAuditor",
  "VM.GuestAgent.FileRead": "PVEVMUser",
  "VM.GuestAgent.FileSystemMgmt": "PVEVMUser",
  "VM.GuestAgent.FileWrite": "PVEVMUser",
  "VM.GuestAgent.Unrestricted": "PVEVMAdmin",
  "VM.Migrate": "PVEVMAdmin",
  "VM.Monitor": "PVEVMAdmin",
  "VM.PowerMgmt": "PVEVMUser",
  "VM.Replicate": "PVEVMAdmin",
  "VM.Snapshot": "PVEVMAdmin",
  "VM.Snapshot.Rollback": "PVEVMAdmin",
};

/**
 * The commands that grant `privilege` on `path` to `identity` (`user@realm` or `user@realm!token`),
 * to be run as root on a node. Undefined for what isn't a privilege or path that we know to be
 * harmless in a shell: both come from the server.
 */
export function grantCommand(
  path: string,
  privilege: string,
  identity: string,
): string | undefined {
  const role = ROLES[privilege];
  if (role === undefined || !/^\/[\w./:@-]*$/.test(path) || !/^[\w.@!+-]+$/.test(identity)) {
    return undefined;
  }
  // a token with privilege separation has what both have, one without has its user's alone
  const [user] = identity.split("!");
  const who = identity === user ? `--users '${user}'` : `--users '${user}' --tokens '${identity}'`;
  const own = `Mcp-${privilege.replaceAll(".", "-")}`;
  const acl = `pveum acl modify ${path} ${who} --roles ${role ?? own}`;
  return role === null ? `pveum role add ${own} --privs ${privilege} && ${acl}` : acl;
}
