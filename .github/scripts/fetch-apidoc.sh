#!/usr/bin/env bash
# Fetches the apidoc.js of the newest pve-docs package, and believes nothing that Proxmox hasn't signed.
#
#   fetch-apidoc.sh FOLDER
#
# Prints `version=…`, `release=…` and `apidoc=…`. The keyring is known by its checksum, the release file by
# its signature, the list of packages by its checksum in there, and the package by its in the list.
set -euo pipefail

repository="${REPOSITORY:-https://download.proxmox.com/debian/pve}"
# Debian release that the newest Proxmox VE builds on
suite="${SUITE:-trixie}"
component="${COMPONENT:-pve-no-subscription}"
keyring="${KEYRING:-https://enterprise.proxmox.com/debian/proxmox-archive-keyring-trixie.gpg}"
keyring_sha256="${KEYRING_SHA256:-136673be77aba35dcce385b28737689ad64fd785a797e57897589aed08db6e45}"

folder="$1"
cd "$folder"

fetch() { curl --fail --silent --show-error --location --proto "=https${ALLOWED:+,$ALLOWED}" --output "$2" "$1"; }
check() { echo "$1  $2" | sha256sum --check --quiet - >&2; }

fetch "$keyring" keyring.gpg
check "$keyring_sha256" keyring.gpg
fetch "$repository/dists/$suite/InRelease" InRelease
gpgv --quiet --keyring ./keyring.gpg --output Release InRelease

packages="$component/binary-amd64/Packages.gz"
sum="$(awk -v path="$packages" '/^SHA256:/{on=1; next} /^[^ ]/{on=0} on && $3 == path {print $1}' Release)"
[ -n "$sum" ] || { echo "the signed release file has no checksum of $packages" >&2; exit 1; }
fetch "$repository/dists/$suite/$packages" Packages.gz
check "$sum" Packages.gz

gunzip --stdout Packages.gz | awk -v RS= '/^Package: pve-docs\n/' |
  awk '/^Version: /{v=$2} /^Filename: /{f=$2} /^SHA256: /{s=$2} v&&f&&s{print v, f, s; v=f=s=""}' |
  sort -V | tail -n 1 > newest
read -r version file sum < newest
fetch "$repository/$file" docs.deb
check "$sum" docs.deb
dpkg-deb --extract docs.deb docs

release="$(grep -oE '^[0-9]+\.[0-9]+' <<< "$version")"
echo "version=$version"
echo "release=$release"
echo "apidoc=$folder/docs/usr/share/pve-docs/api-viewer/apidoc.js"
