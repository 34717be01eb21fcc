#!/bin/sh
# Installs proxmox-mcp as a service on Debian, or in a Debian container on a Proxmox VE host. It loads
# nothing: the program is the npm package's file, from a release or `npm pack`. docs/container.md has more.
set -eu
umask 022

usage() {
  cat <<'TEXT'
install.sh [OPTIONS] [proxmox-mcp-VERSION.tgz]    the file beside this script unless given
  --dry-run      print what would be done, and do nothing
  --root DIR     install below DIR, and start nothing: for images and tests
  --uninstall    remove program and service; settings stay
  --purge        with --uninstall: remove the settings too
TEXT
}

here=$(cd "$(dirname "$0")" && pwd)
root=
dry=
action=install
purge=
package=

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --root)
      [ $# -gt 1 ] || { usage >&2; exit 64; }
      root=$2
      shift
      ;;
    --uninstall) action=uninstall ;;
    --purge) purge=yes ;;
    --help | -h) usage; exit 0 ;;
    -*) usage >&2; exit 64 ;;
    *) package=$1 ;;
  esac
  shift
done

library=$root/usr/local/lib/proxmox-mcp
program=$root/usr/local/bin/proxmox-mcp
unit=$root/etc/systemd/system/proxmox-mcp.service
settings=$root/etc/proxmox-mcp
changed=
first=

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

# every change goes through here
run() {
  changed=yes
  if [ -n "$dry" ]; then echo "would run: $*"; else "$@"; fi
}

# the running system's service manager, which another root has not
systemd() {
  if [ -z "$root" ]; then run systemctl "$@"; fi
}

find_package() {
  if [ -z "$package" ]; then
    for file in "$here"/proxmox-mcp-*.tgz; do package=$file; done
  fi
  [ -f "$package" ] || fail "no package: name the .tgz file of a release, or one that npm pack wrote"
}

# against the checksums of a release, where they lie beside it
check_package() {
  folder=$(dirname "$package")
  name=$(basename "$package")
  [ -f "$folder/SHA256SUMS" ] || return 0
  (cd "$folder" && grep "  $name\$" SHA256SUMS | sha256sum --check --quiet --strict -) ||
    fail "$name isn't what SHA256SUMS says"
}

check_machine() {
  [ -n "$root" ] && return 0
  [ -n "$dry" ] || [ "$(id -u)" -eq 0 ] || fail "run it as root"
  version=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')
  [ "${version:-0}" -ge 20 ] || fail "needs Node 20 or newer: apt install nodejs on Debian 13"
  version=$(systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 250 ] || fail "needs systemd 250 or newer"
}

# the new program lies ready before the old one goes
install_program() {
  sum=$(sha256sum <"$package" | cut -d ' ' -f 1)
  if [ "$(cat "$library/.sha256" 2>/dev/null)" != "$sum" ]; then
    run rm -rf "$library.new" "$library.old"
    run mkdir -p "$library.new"
    run tar -xzf "$package" -C "$library.new" --strip-components=1 --no-same-owner
    if [ -z "$dry" ]; then
      if [ ! -x "$library.new/dist/proxmox-mcp.cjs" ]; then
        rm -rf "$library.new"
        fail "$package holds no proxmox-mcp"
      fi
      echo "$sum" >"$library.new/.sha256"
    fi
    if [ -d "$library" ]; then run mv "$library" "$library.old"; fi
    run mv "$library.new" "$library"
    run rm -rf "$library.old"
  fi
  if [ "$(readlink "$program")" != ../lib/proxmox-mcp/dist/proxmox-mcp.cjs ]; then
    run mkdir -p "$(dirname "$program")"
    run ln -sfn ../lib/proxmox-mcp/dist/proxmox-mcp.cjs "$program"
  fi
}

install_unit() {
  [ -e "$unit" ] || first=yes
  if cmp -s "$here/proxmox-mcp.service" "$unit"; then return 0; fi
  run install -D -m 644 "$here/proxmox-mcp.service" "$unit"
}

# what an administrator wrote stays
install_settings() {
  if [ ! -d "$settings" ]; then run install -d -m 700 "$settings"; fi
  if [ ! -e "$settings/settings.env" ]; then
    run install -m 600 "$here/settings.env" "$settings/settings.env"
  fi
  if [ ! -e "$settings/token" ]; then run install -m 600 /dev/null "$settings/token"; fi
}

is_set_up() {
  [ -s "$settings/token" ] && grep -q '^PROXMOX_HOST=.' "$settings/settings.env" 2>/dev/null
}

start() {
  if [ -n "$changed" ]; then systemd daemon-reload; fi
  if ! is_set_up; then
    cat <<TEXT
Next: fill in $settings/settings.env and $settings/token, then
  PROXMOX_TOKEN_VALUE_FILE=$settings/token proxmox-mcp check --env-file $settings/settings.env
  systemctl enable --now proxmox-mcp
TEXT
  elif [ -n "$first" ]; then
    systemd enable --now proxmox-mcp.service
  elif [ -n "$changed" ]; then
    # one that was stopped or disabled stays so
    systemd try-restart proxmox-mcp.service
  fi
  if [ -z "$changed" ]; then echo "nothing to do"; fi
}

uninstall() {
  if [ -e "$unit" ]; then
    systemd disable --now proxmox-mcp.service
    run rm -f "$unit"
    systemd daemon-reload
  fi
  if [ -L "$program" ]; then run rm -f "$program"; fi
  if [ -d "$library" ]; then run rm -rf "$library"; fi
  if [ -n "$purge" ] && [ -d "$settings" ]; then run rm -rf "$settings"; fi
  if [ -z "$changed" ]; then echo "nothing to do"; fi
}

if [ "$action" = uninstall ]; then
  uninstall
  exit 0
fi
find_package
check_package
check_machine
install_program
install_unit
install_settings
start
