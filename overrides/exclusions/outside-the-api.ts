/**
 * What operators ask for and no endpoint does: search says the real way, beside what it finds. A
 * question has to hold one of `words` and none of `unless`.
 */
export interface OutsideTheApi {
  words: RegExp;
  unless?: RegExp;
  way: string;
}

export const outsideTheApi: readonly OutsideTheApi[] = [
  {
    words: /\b(unlock|remove.* lock|locked|entsperren|desbloquear)\b/i,
    unless: /\b(user|account|tfa|second factor|2fa|sdn|benutzer|usuario)\b/i,
    way: "No endpoint unlocks a guest. When no task holds the lock any more: as root on its node qm unlock VMID, for a container pct unlock VMID.",
  },
  {
    words: /\bshrink|\b(reduce|decrease|smaller)\b.*\b(disk|volume|rootfs)\b/i,
    way: "No endpoint shrinks a disk. Make a smaller one, copy the data inside the guest, and delete the old one; a container can be restored from a backup with a smaller rootfs.",
  },
  {
    words: /\b(upgrade|dist-upgrade|install)\b.*\b(packages?|updates?|node|proxmox|pve)\b/i,
    unless: /\b(guest|agent|list|check|iso|template|certificate)\b/i,
    way: "No endpoint installs packages. On the node: apt update, then apt full-upgrade, or Upgrade in its Updates panel.",
  },
  {
    words: /\b(change|renumber|rename)\b.*\bvmid\b/i,
    way: "No endpoint changes a vmid. Clone the guest to the new one, or back it up and restore it there.",
  },
];
