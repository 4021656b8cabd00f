#!/usr/bin/env bash
# Makes the accuracy reports again, dated: accuracy/run.sh [FOLDER WITH THE MEASURING SETS]
set -euo pipefail
cd "$(dirname "$0")/.."
sets="${1:-../shared/data/measure}"
day="$(date +%F)"
whodid() { cargo run --release --quiet -- "$@"; }

report() { # report NAME GOLD TASK FLAGS...
    local name="$1" gold="$2" task="$3"
    shift 3
    if [ ! -e "$gold" ]; then
        echo "SKIPPED $name: no $gold" >&2
        return
    fi
    {
        echo "# $name, $day"
        echo "# whodid eval $task $(basename "$gold")"
        whodid info | sed 's/^/# /'
        echo
        whodid eval "$task" "$gold" "$@"
    } >"accuracy/$day-$name.txt"
    echo "accuracy/$day-$name.txt"
}

report pairs "$sets/plover-pairs.tsv" pairs
report articles "$sets/articles/tr-news.jsonl" events
report attribution "$sets/attribution/polnear-dev.jsonl" attribution
report times "$sets/times" times
report clusters "$sets/clusters/ecb-dev.jsonl" clusters
report linking accuracy/retold linking
for set in lgl tr-news; do
    report "places-$set" "$sets/places/$set.xml" places
    report "places-$set-spans" "$sets/places/$set.xml" places --gold-spans
done
report places "$sets/places" places
report attitudes accuracy/passages/attitudes.txt attribution
report corpus-articles corpus/articles/held-out events --reliability "accuracy/$day-reliability.svg"
report quiet accuracy/passages/quiet.jsonl events
report codebook codebook events
report reprints corpus/articles reprints
