#!/bin/sh
# Starts a program in an image's root file system as a container would: process 1, not root, nothing
# writable, no new privileges; as USER_ID where that is set. Within `unshare --mount --pid --fork`.
set -eu
root=$1
shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
for device in null random urandom zero; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -o remount,bind,ro "$root"
exec setpriv --no-new-privs unshare --root "$root" --wd /app \
  --setgid "${USER_ID:-65532}" --setuid "${USER_ID:-65532}" "$@"
