#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Holds almon against the Python package phonenumbers of the same metadata on COUNT fresh texts (a million unless
# said otherwise). Usage: tests/oracle/numbering.sh [BUILD_DIR] [COUNT] [SEED]
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$here/build}
count=${2:-1000000}
seed=${3:-$(date +%s)}
packages=$here/build/deps/phonenumbers
version=$(sed -n 's/.*metadata_version = "\(.*\)".*/\1/p' "$here/lib/numbering/generated_plan.cpp")
[ -d "$packages/phonenumbers-$version.dist-info" ] ||
    python3 -m pip install --quiet --no-deps --target "$packages" "phonenumbers==$version"
half=$((count / 2))
{
    PYTHONPATH=$packages python3 "$here/tests/oracle/numbering.py" --count "$half" --seed "$seed"
    PYTHONPATH=$packages python3 "$here/tests/oracle/numbering.py" --count $((count - half)) --seed $((seed + 1))
    PYTHONPATH=$packages python3 "$here/tests/oracle/numbering.py" --count $((count / 20)) --seed "$seed" --carriers
} | "$build/tests/property/numbering/oracle_numbering"
