#!/usr/bin/env bash
# Looks for a request that the API answers otherwise than its description says: schemathesis makes requests of the description, right
# ones and wrong ones, and checks every answer.
#
#   crates/whodid-serve/tests/schemathesis/run.sh [--store F.db] [options of `st run`]
#
# Without a store it asks the one that `whodid demo` makes of the examples. WHODID names another program than the release build.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../../../.." && pwd)"
version=4.32.5

target="${CARGO_TARGET_DIR:-$root/target}"
venv="$target/schemathesis-$version"
if ! [ -x "$venv/bin/st" ]; then
    if ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"; }; then
        rm -rf "$venv"
        echo "SKIPPED: schemathesis $version cannot be installed here (it takes python3 with venv and pip)"
        exit 0
    fi
fi

store=
if [ "${1:-}" = "--store" ]; then
    store="$2"
    shift 2
fi
program="${WHODID:-$target/release/whodid}"
if [ -z "${WHODID:-}" ]; then
    (cd "$root" && cargo build --release --quiet -p whodid-cli)
fi

work="$(mktemp -d)"
if [ -n "$store" ]; then
    "$program" serve --store "$store" --listen 127.0.0.1:0 >"$work/address" 2>"$work/words" &
else
    "$program" demo --listen 127.0.0.1:0 >"$work/address" 2>"$work/words" &
fi
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 600); do
    [ -s "$work/address" ] && break
    if ! kill -0 "$server" 2>/dev/null; then
        cat "$work/words" >&2
        exit 1
    fi
    sleep 0.1
done
address="$(head -1 "$work/address")"

cd "$work"
# The same requests each time, unless another seed is given.
SCHEMATHESIS_HOOKS="$here/hooks.py" PYTHONDONTWRITEBYTECODE=1 "$venv/bin/st" --config-file "$here/schemathesis.toml" \
    run "${address%/}/api/v1/openapi.json" \
    --checks all --mode all --seed 1 --continue-on-failure --warnings off "$@"
# It must have outlived all of this.
kill -0 "$server"
