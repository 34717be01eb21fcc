#!/bin/sh
# Starts a program in the root file system of an image as a container would: process 1, not root, no new
# privileges, nothing writable but the home of its user where VOLUME names a folder for it. USER_ID is
# another user than the one of the image. Within `unshare --mount --pid --fork`.
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
if [ -n "${VOLUME:-}" ]; then mount --bind "$VOLUME" "$root/home/nonroot"; fi
exec setpriv --no-new-privs unshare --root "$root" --wd /app \
  --setgid "${USER_ID:-65532}" --setuid "${USER_ID:-65532}" "$@"
