#!/usr/bin/env python3
"""Makes the report on linking again: python3 benches/link.py [COPIES, 10 as committed]

In the library by the example `link_bench`; through the pipe by `whodid link` over the mentions that the store's bench makes up,
so many copies of a hundred thousand, each 400 days later. Needs 4 GB in the temporary folder for ten.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPIES = int(sys.argv[1]) if len(sys.argv) > 1 else 10
DAY = datetime.date.today()


def cargo(*arguments):
    return subprocess.run(["cargo", "run", "--release", "--quiet", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def later(record, days):
    for owner, field in ((record, "date"), (record, "enddate"), (record["cite_info"], "date")):
        if owner[field]:
            owner[field] = (datetime.date.fromisoformat(owner[field]) + datetime.timedelta(days)).isoformat()


lines = [f"Linking, {DAY}: python3 benches/link.py (two cores; an archive of 548 mentions a day)", ""]
for count in (10_000, 10_000, 100_000, 100_000 * COPIES):
    lines.append(cargo("-p", "whodid", "--example", "link_bench", "--", str(count)).strip())
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    store, told, events = folder / "bench.db", folder / "mentions.jsonl", folder / "events.jsonl"
    cargo("-p", "whodid-store", "--example", "store_bench", "--", "100000", str(store))
    query = ["query", "--store", str(store), "--mentions", "--format", "jsonl", "--limit", "1000000"]
    mentions = cargo("-p", "whodid-cli", "--", *query).splitlines()
    with told.open("w") as out:
        for copy in range(COPIES):
            for line in mentions:
                record = json.loads(line)
                record["id"], record["doc"] = f"{copy}-{record['id']}", f"{copy}-{record['doc']}"
                later(record, 400 * copy)
                out.write(json.dumps(record) + "\n")
    cargo("-p", "whodid-cli", "--", "info")
    program = ROOT / "target" / "release" / "whodid"
    started = time.monotonic()
    child = subprocess.Popen([program, "link", told, "--format", "jsonl", "-o", events, "-q"])
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, "whodid link failed"
    lines += ["", f"A pipe: whodid link mentions.jsonl --format jsonl, {COPIES * len(mentions)} mentions ({COPIES} copies of the store's bench, each 400 days later),",
              f"origins judged by their sentences: {time.monotonic() - started:.0f} s, peak {usage.ru_maxrss} kB."]  # fmt: skip
report = "\n".join(lines) + "\n"
(ROOT / "benches" / f"{DAY}-link.txt").write_text(report)
print(report, end="")
