#!/bin/sh
# What the predictor flush of 2026 costs, under the rule that the kernel has and under three others.
#
#   compare.sh [TRACE [CPUS]]
#
# Without TRACE, one of a made-up container host: seed 1, 10,000 loads, so every run is the same.
# CPUS is how many CPUs a flush interrupts (default: 128). PROGPACK names the command.
set -eu
progpack=${PROGPACK:-progpack}
trace=${1:-}
if [ -z "$trace" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    trace=$folder/containers.gz
    "$progpack" record --synthesize containers --seed 1 -o "$trace" >"$folder/said"
fi
"$progpack" replay "$trace" --machine "x86-64:64G,cpus=${2:-128},kernel=6.18+predictor_flush" \
    --policy flush-each,pack-dirty,pack-dirty-chunk,pack-dirty-cpus
