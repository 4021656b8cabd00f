"""Fits how often the model's scores are right: `python training/calibrate.py MODEL GOLD`.

Codes the gold (a folder of annotated articles that the model was not trained on) with the model in the folder MODEL, fits a
rising curve from score to share right for every field of `confidence`, and writes the curves into MODEL/model.json.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A step of the curve rests on at least so many answers.
SUPPORT = 40


def rising(answers):
    """Isotonic regression by pooling: steps of (sum of scores, right, count), their shares right rising."""
    steps = []
    for score, right in sorted(answers):
        if steps and steps[-1][2] < SUPPORT:
            total, hits, count = steps.pop()
            steps.append((total + score, hits + right, count + 1))
        else:
            steps.append((score, int(right), 1))
    if len(steps) > 1 and steps[-1][2] < SUPPORT:
        steps[-2:] = [tuple(a + b for a, b in zip(*steps[-2:]))]
    pooled = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            pooled[-2:] = [tuple(a + b for a, b in zip(*pooled[-2:]))]
    return [[round(total / count, 4), round(hits / count, 4)] for total, hits, count in pooled]


def main():
    folder, gold = Path(sys.argv[1]), sys.argv[2]
    card = folder / "model.json"
    model = json.loads(card.read_text())
    model.pop("calibration", None)
    card.write_text(json.dumps(model, indent=1) + "\n")
    command = ["cargo", "run", "--release", "--quiet", "--", "eval", "events", gold, "--model", str(folder), "--json"]
    report = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    model["calibration"] = {field: rising(told["answers"]) for field, told in report["reliability"].items()}
    card.write_text(json.dumps(model, indent=1) + "\n")
    for field, curve in model["calibration"].items():
        print(field, *(f"{score:.2f}:{right:.2f}" for score, right in curve))


if __name__ == "__main__":
    main()
