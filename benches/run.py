#!/usr/bin/env python3
"""Speed and memory, dated: `python3 benches/run.py` after `cargo build --release`. Writes benches/DATE-speed.txt.
`python3 benches/run.py EARLIER` runs an earlier build of the program in turn with this one, and reports the ratio.

Input: the plain text of the corpus's articles as JSON lines, over and over. Every figure is the median of five runs of the whole
program. Words are counted by white space.
"""

import datetime
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "whodid"


def documents(copies):
    texts = []
    # The articles held out stay the same while the corpus grows, so that figures of different days compare.
    for path in sorted((ROOT / "corpus" / "articles" / "held-out").glob("*.txt"))[:60]:
        marked = path.read_text(encoding="utf-8")
        head, body = marked.split("\n\n", 1)
        plain = body
        while True:
            bare = re.sub(r"\[([^\[\]|]*)\|[^\[\]]*\]", r"\1", plain)
            if bare == plain:
                break
            plain = bare
        texts.append(plain)
    for copy in range(copies):
        for number, text in enumerate(texts):
            yield {"id": f"{copy}-{number}", "date": "2024-05-31", "text": text}


def run(arguments, cpu=True, program=PROGRAM):
    """Seconds (of processor time, else of the clock), peak memory in MB, and the output of one run."""
    with tempfile.TemporaryFile() as out:
        before = time.perf_counter()
        process = subprocess.Popen([program, *arguments], stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        out.seek(0)
        return (usage.ru_utime + usage.ru_stime if cpu else wall), usage.ru_maxrss / 1024, out.read()


def main():
    if not PROGRAM.exists():
        sys.exit("no target/release/whodid: run `cargo build --release` first")
    lines = [f"# speed, {datetime.date.today().isoformat()}, made by benches/run.py"]
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    lines.append(f"# {model}, {os.cpu_count()} cores seen")
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.jsonl", Path(folder) / "large.jsonl"
        for path, copies in ((small, 1), (large, 10)):
            path.write_text("".join(json.dumps(d) + "\n" for d in documents(copies)), encoding="utf-8")
        words = sum(len(d["text"].split()) for d in documents(1))
        one = Path(folder) / "one.txt"
        one.write_text("BAGHDAD, March 3 (Agency) - Iraq's president met Iran's foreign minister on Tuesday.\n")

        start = statistics.median(run(["code", "--jobs", "1", str(one)], cpu=False)[0] for _ in range(9))
        times = [run(["code", "--jobs", "1", str(small)]) for _ in range(5)]
        seconds = statistics.median(t for t, _, _ in times)
        lines.append(f"start to first event      {start * 1000:8.0f} ms   (one short report, whole process)")
        lines.append(f"words a second, one core  {words / (seconds - start):8.0f}      ({words} words, start-up taken off)")
        lines.append(f"words a second, with it   {words / seconds:8.0f}")
        peak_small, peak_large = times[0][1], run(["code", "--jobs", "1", str(large)])[1]
        lines.append(f"peak memory, {words:>7} words {peak_small:8.0f} MB")
        lines.append(f"peak memory, {words * 10:>7} words {peak_large:8.0f} MB")
        outputs = {run(["code", "--format", "jsonl", "--jobs", jobs, str(small)])[2] for jobs in "1212"}
        lines.append(f"same bytes from --jobs 1 and 2, twice: {'yes' if len(outputs) == 1 else 'NO'}")
        if len(sys.argv) > 1:
            task = ["code", "--jobs", "1", str(small)]
            ratios = sorted(run(task)[0] / run(task, program=sys.argv[1])[0] for _ in range(5))
            lines.append(f"processor time beside the earlier program, five pairs: {ratios[2]:.2f} ({ratios[0]:.2f} to {ratios[4]:.2f})")
    report = "\n".join(lines) + "\n"
    (ROOT / "benches" / f"{datetime.date.today().isoformat()}-speed.txt").write_text(report)
    print(report, end="")


if __name__ == "__main__":
    main()
