#!/usr/bin/env bash
# Makes an empty migration that comes after all others. Usage: migrate-new.sh <database> <name>
set -euo pipefail
cd "$(dirname "$0")/.."
database=$1
name=$2
directory=migrations/src/main/resources/db/$database
if [ ! -d "$directory" ]; then
  echo "no migrations for database '$database' (expected: $(cd migrations/src/main/resources/db && echo *))" >&2
  exit 2
fi
if ! [[ $name =~ ^[a-z][a-z0-9_]*$ ]]; then
  echo "NAME is '$name' (expected: lower-case words joined by '_', for example NAME=add_priority)" >&2
  exit 2
fi
version=$(date -u +%Y%m%d%H%M%S)
latest=$(cd "$directory" && printf '%s\n' V*.sql | sed 's/^V\([0-9]*\)__.*/\1/' | sort -n | tail -n 1)
if [ "$latest" -ge "$version" ]; then
  version=$((latest + 1))
fi
file=$directory/V${version}__$name.sql
printf -- '-- What this changes, and why it is safe while the version before it still runs.\n' >"$file"
echo "$file"
