#!/usr/bin/env bash
# Runs the e2e suite, or says in one line why it cannot. e2e/README.md lists the variables that it needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v terraform >/dev/null; then echo "e2e: skipped: no terraform on this machine"; exit 0; fi
if [ -z "${LAB_AWS:-}" ]; then echo "e2e: skipped: LAB_AWS does not name an emulator that enforces IAM"; exit 0; fi
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
cli=e2e/cdktf-cli
[ "$cli/node_modules/.package-lock.json" -nt "$cli/package-lock.json" ] || npm ci --prefix "$cli"
exec npx jest --config e2e/jest.config.cjs "$@"
