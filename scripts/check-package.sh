#!/usr/bin/env bash
# The packed tarball, installed elsewhere as somebody would: it runs, and it brings nothing that it should not.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$root" && npm pack --silent --pack-destination "$work" >/dev/null)
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ./copytrade-*.tgz
bin=$work/node_modules/.bin/copytrade

"$bin" --version
"$bin" init >/dev/null
"$bin" validate
printf '[]' >empty.json
"$bin" replay empty.json --json >replay.json
node -e 'const r = JSON.parse(require("fs").readFileSync("replay.json", "utf8")); if (r.decisions.length !== 0) process.exit(1);'
if [ -e node_modules/smartapi-javascript ] || [ -e node_modules/axios ] || [ -e node_modules/mocha ]; then
  echo 'the package brings the SDK or its test tools' >&2
  exit 1
fi
echo "packages installed: $(($(npm ls --all --parseable 2>/dev/null | sort -u | wc -l) - 1))"
