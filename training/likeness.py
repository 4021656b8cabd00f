"""Weights of the likeness of documents (`link/likeness`): BCubed F1 of clusters over sets of topics, for every setting tried.

    whodid annotate ecb-train.jsonl > annotated.jsonl
    python training/likeness.py ecb-train.jsonl annotated.jsonl [SETS]

Clusters are made of SETS sets of 8 topics each, drawn from the training part of ECB+ alone, at the shipped setting and with each of its
numbers changed. A setting is good when F1 is high on a wide range of thresholds, so it is printed from -8 to 8; 0 is what the program uses.
What is tried here was chosen by this table; the other parts of ECB+ were only looked at afterwards. It says the same as
`group.rs` and `terms.rs`, and is slow: three seconds a set and setting, a quarter of an hour in all.
"""

import collections
import json
import math
import pathlib
import random
import re
import sys

LIKENESS = pathlib.Path(__file__).parent.parent / "crates/whodid/src/link/likeness"
SHIPPED = dict(word=0.5, name=1.0, number=1.0, day=1.0, person=0.6, place=0.6, area=0.6, telling=26.0, usual=25.0, shortest=4.0, concentration=1.0)
CHANGES = [{}] + [{k: v * f} for k, v in SHIPPED.items() for f in (0.6, 1.4)]
THRESHOLDS = range(-8, 9, 2)

LISTS = dict(line.split("\t") for line in (LIKENESS / "en/words.tsv").read_text().splitlines())
LISTS = {name: words.split(" ") for name, words in LISTS.items()}
STOP, DAYS, MONTHS = (set(LISTS[name]) for name in ("stop", "day", "month"))
TABLE = [line.split("\t") for line in (LIKENESS / "en/frequencies.tsv").read_text().splitlines()]
ARTICLES = int(TABLE[0][2])
FREQUENCY = {(sort, text): int(count) for sort, text, count in TABLE[1:]}


def stem(word):
    fits = (e for e in LISTS["ending"] if word.endswith(e) and len(word) >= len(e) + 4)
    return word[: -len(ending)] if (ending := next(fits, None)) else word


def terms(document):
    """Each term of an annotated document: how often it stands there, and 1 when it is written as a name, else -1."""
    text, words, found, first = document["text"], {}, collections.Counter(), True
    for match in re.finditer(r"([^\W\d_]+)|(\d(?:[\d.,]*\d)?)|\n|[.!?](?=\s)", text):
        word, number = match.groups()
        if number:
            found["number", number.replace(",", "")] += 1
        elif word:
            small, capital = word.lower(), word[0].isupper()
            if small in DAYS or capital and small in MONTHS:
                found["day", small] += 1
            elif small not in STOP and len(small) > 1:
                written = words.setdefault(stem(small), [0, 0, 0])
                written[0] += 1
                if not first:
                    written[1 if capital else 2] += 1
        first = not (word or number)
    for name in document["names"]:
        parts = [p for p in re.findall(r"[^\W\d_]+", text[name["start"] : name["end"]]) if len(p) > 1]
        if name["kind"] == "PER" and parts:
            found["person", stem(parts[-1].lower())] = 1
    for place in document["places"]:
        if place["confidence"] > 0.4 and place["geonameid"]:
            country = place["country_code"]
            if country:
                found["area", country] = 1
            if place["province"]:
                found["area", f"{place['province']}, {country or '-'}"] = 1
            if (place["resolution"] or 0) >= 2:
                found["place", f"{place['resolved_place']}, {place['geonameid']}"] = 1
    all_terms = {("word", w): (times, 1 if capital > small or not small else -1) for w, (times, capital, small) in words.items()}
    return all_terms | {term: (times, -1) for term, times in found.items()}


def group(found, setting):
    words = sum(sort == "word" for sort, _ in found)
    amounts = {term: (1 + math.log(times), name) for term, (times, name) in found.items()}
    return max(words, setting["shortest"]) / setting["usual"], amounts


def joined(one, other):
    amounts = dict(one[1])
    for term, (amount, names) in other[1].items():
        before = amounts.get(term, (0.0, 0))
        amounts[term] = before[0] + amount, before[1] + names
    return one[0] + other[0], amounts


def score(one, other, setting):
    c = setting["concentration"]
    a_length, b_length, length = (math.log1p(told / c) for told in (one[0], other[0], one[0] + other[0]))
    total = c * setting["telling"] * (a_length + b_length - length)
    for term in one[1].keys() | other[1].keys():
        (a, a_names), (b, b_names) = one[1].get(term, (0.0, 0)), other[1].get(term, (0.0, 0))
        part = a * a_length + b * b_length - (a + b) * length
        if a and b:
            p = c * min((FREQUENCY.get(term, 0) + 1) / (ARTICLES + 1), 0.5)
            part += math.lgamma(p + a + b) + math.lgamma(p) - math.lgamma(p + a) - math.lgamma(p + b)
        kind = "name" if term[0] == "word" and a_names + b_names > 0 else term[0]
        total += setting[kind] * part
    return total


def joins(groups, setting):
    """Which two are joined, one after another, and at what score, down to the lowest threshold."""
    groups, order = dict(enumerate(groups)), []
    scores = {(i, j): score(groups[i], groups[j], setting) for j in groups for i in range(j)}
    while scores:
        (i, j), best = max(scores.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if best <= min(THRESHOLDS):
            break
        order.append((best, i, j))
        groups[i] = joined(groups[i], groups.pop(j))
        scores = {pair: s for pair, s in scores.items() if j not in pair}
        for k in groups.keys() - {i}:
            scores[min(i, k), max(i, k)] = score(groups[i], groups[k], setting)
    return order


def bcubed(gold, found):
    cells, golds, clusters = (collections.Counter(x) for x in (zip(gold, found), gold, found))
    precision = sum(n * n / clusters[c] for (_, c), n in cells.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in cells.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def main(gold_file, annotated_file, sets=10):
    lines = lambda file: [json.loads(line) for line in open(file, encoding="utf-8")]
    labels, documents = lines(gold_file), [terms(document) for document in lines(annotated_file)]
    draw, topics = random.Random(1), sorted({label["topic"] for label in labels})
    drawn = [set(draw.sample(topics, 8)) for _ in range(int(sets))]
    print(" " * 24, *(f"{t:>6}" for t in THRESHOLDS))
    for change in CHANGES:
        setting, figures = SHIPPED | change, collections.Counter()
        for chosen in drawn:
            inside = [at for at, label in enumerate(labels) if label["topic"] in chosen]
            gold = [labels[at]["incident"] for at in inside]
            order = joins([group(documents[at], setting) for at in inside], setting)
            for threshold in THRESHOLDS:
                found = list(range(len(inside)))
                for at, i, j in order:
                    if at <= threshold:
                        break
                    found = [i if cluster == j else cluster for cluster in found]
                figures[threshold] += bcubed(gold, found) / len(drawn)
        name = ", ".join(f"{k} {v:g}" for k, v in change.items()) or "shipped"
        print(f"{name:<24}", *(f"{figures[t]:6.3f}" for t in THRESHOLDS), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
