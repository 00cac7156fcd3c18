#!/usr/bin/env bash
# Writes the digest of each image that Dockerfile and docker-compose.yml name behind its tag, or the current one in place of an
# older one: a tag can be moved, a digest cannot.
#   scripts/pin-images.sh           looks the digests up in their registries, with docker
#   scripts/pin-images.sh --check   lists images without a digest, and fails if there is one
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

FILES=(Dockerfile docker-compose.yml)
# An image that is built here has no tag.
readonly IMAGE='^(FROM|[[:space:]]+image:)[[:space:]]+([a-z0-9./-]+:[A-Za-z0-9._-]+)(@sha256:[0-9a-f]{64})?([[:space:]]|$)'

# images: file, tagged name and digest, if any, of each.
images() {
  local file line
  for file in "${FILES[@]}"; do
    while IFS= read -r line; do
      [[ $line =~ $IMAGE ]] && printf '%s\t%s\t%s\n' "$file" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}"
    done <"$file"
  done | sort -u
}

check() {
  local file image digest floating=0
  while IFS=$'\t' read -r file image digest; do
    [[ -n $digest ]] && continue
    echo "$file: $image has no digest" >&2
    floating=1
  done < <(images)
  return "$floating"
}

pin() {
  local image digest escaped
  while read -r image; do
    digest="$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')"
    [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "$image: no digest, but \"$digest\"" >&2; exit 1; }
    escaped="${image//./\\.}"
    sed -E -i "s#([[:space:]])${escaped}(@sha256:[0-9a-f]{64})?([[:space:]]|\$)#\1${image}@${digest}\3#" "${FILES[@]}"
    echo "$image@$digest"
  done < <(images | cut -f 2 | sort -u)
}

case "${1:-}" in
  '') pin ;;
  --check) check ;;
  *) echo "usage: scripts/pin-images.sh [--check]" >&2; exit 2 ;;
esac
