#!/bin/sh
# Stores the GitHub credentials in AWS Secrets Manager. Asks for username, token, e-mail and repository URL; see
# './evoforge credentials setup --help' for the same from a script.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
exec "$root/evoforge" credentials setup "$@"
