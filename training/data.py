"""The corpus as tensors: examples exported by `whodid corpus export`, names from the treebank's name layer."""

import json
import random
import re
import subprocess
from pathlib import Path

import numpy as np
import torch

import labels as L

CLASS = {name: i for i, name in enumerate(L.TRIGGERS)}
STATUS = {name: i for i, name in enumerate(L.STATUSES)}
MODE = {name: i for i, name in enumerate(L.MODES)}
CONTEXT = {name: i for i, name in enumerate(L.CONTEXTS)}
SECTOR = {name: i for i, name in enumerate(L.SECTORS)}
NUMBER = {name: i for i, name in enumerate(L.NUMBERS)}
NAME = {name: i for i, name in enumerate(L.NAMES)}
EVENT_ROLE = {name: i for i, name in enumerate(L.EVENT_ROLES)}
SPEECH_ROLE = {name: i for i, name in enumerate(L.SPEECH_ROLES)}

IGNORE = -100


def export(root, out, documents=None):
    """Runs the project's own parser over the corpus, so that training sees the words that the program sees."""
    texts = ["--documents", str(documents)] if documents else []
    with open(out, "wb") as file:
        subprocess.run(
            ["cargo", "run", "--release", "--quiet", "--", "corpus", "export", *texts, "corpus/"],
            cwd=root, stdout=file, check=True,
        )  # fmt: skip


# The corpus's files of sentences without events.
QUIET = ("quiet", "decoys", "decoys-b")
# And that of those in which attitudes are marked beside statements.
ATTITUDES = "attitudes"


def read(path):
    with open(path, encoding="utf-8") as file:
        examples = [Example(json.loads(line)) for line in file]
    political = {e.id for e in examples if e.events}
    for e in examples:
        if e.article and e.id not in political:
            e.politics = 0
    return examples


class Example:
    """One sentence: pieces, shapes, and its labels per word. Word `w` is read at piece `first[w]`."""

    def __init__(self, raw):
        self.id, self.file, self.text = raw["id"], raw["file"], raw["text"]
        self.article, self.held_out = raw["article"], raw["held_out"]
        self.words = raw["words"]
        self.ids = raw["pieces"]
        self.shapes = raw["piece_shapes"]
        # A word without pieces is read at the sentence's start and never labelled.
        self.first = [0 if f is None else f for f in raw["first"]]
        n = len(self.words)
        known = [f is not None for f in raw["first"]]
        self.events, self.speech = raw["events"], raw["speech"]
        self.known = np.array(known)
        self.trigger = np.array([0 if k else IGNORE for k in known])
        # Statements, and attitudes: the latter are marked in the files of their name only.
        self.cue = np.zeros(n, dtype=np.float32)
        self.attitude = np.where(self.known & self.file.startswith(ATTITUDES), 0, IGNORE).astype(np.float32)
        self.status = np.full(n, IGNORE)
        self.modes = np.zeros((n, len(L.MODES)), dtype=np.float32)
        self.contexts = np.zeros((n, len(L.CONTEXTS)), dtype=np.float32)
        self.sector = np.full(n, IGNORE)
        self.number = np.full(n, IGNORE)
        self.names = None
        # A teacher's logits by word, and by predicate for its arcs.
        self.taught, self.taught_arcs = None, None
        # 1 where there is an event, 0 in texts written to have none; unknown between the events of other texts.
        self.politics = 1 if self.events else 0 if self.file in QUIET else IGNORE
        # Arcs: for each predicate word, the role of every word.
        self.event_arcs, self.speech_arcs = {}, {}
        self._label()

    def _label(self):
        n = len(self.words)
        by_words = {}
        for event in self.events:
            by_words.setdefault(tuple(event["words"]), []).append(event)
        for (start, end), events in by_words.items():
            classes = {e["class"] for e in events}
            name = "SANCTION+COERCE" if {"SANCTION", "COERCE"} <= classes else events[0]["class"]
            roles = np.zeros(n, dtype=np.int64)
            # Later roles win where spans overlap, so the most telling come last.
            for role in ("time", "place", "recipient", "actor"):
                for event in events:
                    spans = event[role]
                    if role in ("time", "place"):
                        spans = [spans] if spans else []
                    else:
                        spans = [p["words"] for p in spans]
                    for a, b in spans:
                        roles[a:b] = EVENT_ROLE[role]
            for event in events:
                for count in event["numbers"]:
                    a, b = count["words"]
                    roles[a:b] = EVENT_ROLE["number"]
                    self.number[a:b] = NUMBER[count["kind"]]
                for party in event["actor"] + event["recipient"]:
                    a, b = party["words"]
                    self.sector[a:b] = SECTOR[(party["sectors"] or ["-"])[0]]
            for w in range(start, end):
                if not self.known[w]:
                    continue
                self.trigger[w] = CLASS[name]
                self.status[w] = STATUS[events[0]["status"]]
                for event in events:
                    for mode in event["modes"]:
                        self.modes[w, MODE[mode]] = 1
                    for context in event["contexts"]:
                        self.contexts[w, CONTEXT[context]] = 1
                self.event_arcs[w] = roles
        for told in self.speech:
            roles = np.zeros(n, dtype=np.int64)
            for a, b in told["content"]:
                roles[a:b] = SPEECH_ROLE["content"]
            if told["channel"]:
                a, b = told["channel"]
                roles[a:b] = SPEECH_ROLE["channel"]
            for a, b in told["speaker"]:
                roles[a:b] = SPEECH_ROLE["speaker"]
            for a, b in told["cue"]:
                for w in range(a, b):
                    if self.known[w]:
                        (self.attitude if told["attitude"] else self.cue)[w] = 1
                        self.speech_arcs[w] = roles


class Pair:
    """A sentence with two parties marked in its shapes, and what the first does to the second: a share of each class."""

    def __init__(self, example, source, target, classes):
        self.ids, self.first = example.ids, [0]
        self.shapes = list(example.shapes)
        for part, (a, b) in ((1, source), (2, target)):
            for piece in range(*pieces_of(example, a, b)):
                self.shapes[piece] = example.shapes[piece] + part * len(L.SHAPES)
        self.classes = np.zeros(len(L.RELATIONS), dtype=np.float32)
        for name in classes:
            self.classes[L.RELATIONS.index(name)] += 1 / len(classes)


EMBARGO = re.compile(r"sanction|embargo|boycott|blacklist|tariff|fr[eo]ez|froze|visa ban|travel ban", re.IGNORECASE)
PROMISE = re.compile(
    r"\b(agree|promis|pledg|offer|ready|willing|prepared|vow|will|would|plan|intend|consider|consent|undert|commit|propos)"
    r"|\b(is|are|was|were) to\b",
    re.IGNORECASE,
)
DEAL = re.compile(r"\b(deal|agreement|accord|pact|treaty|compromise|settlement|contract|memorandum)s?\b", re.IGNORECASE)
REACHED = re.compile(r"\b(reach|str[iu]c?k|clinch|seal|conclud|finali|hammer|agree|broker|ink|ma[dk]e|came to|arriv)", re.IGNORECASE)
SIEGE = re.compile(r"blockad|sieg|encircl|cordon|surround", re.IGNORECASE)


def relation(example, event):
    """The event's label among the relations: its class, or the kind of it that tables made from CAMEO put elsewhere."""
    name, status = event["class"], event["status"]
    start, end = event["words"]

    def near(before, after):
        return " ".join(example.words[max(0, start - before) : end + after])

    if name in ("COERCE", "SANCTION", "PROTEST", "ASSAULT") and status == "future":
        return name + " announced"
    if name == "SANCTION" and "SANCTION.convict" in event["modes"]:
        return "SANCTION convict"
    if name == "SANCTION" and EMBARGO.search(near(3, 7)):
        lesser = any(mode in ("SANCTION.expel", "SANCTION.withdraw") for mode in event["modes"])
        return name if lesser else "SANCTION embargo"
    if name == "CONCEDE" and PROMISE.search(near(3, 0)):
        return "CONCEDE promised"
    if name == "AGREE" and REACHED.search(near(0, 0)) and DEAL.search(near(0, 7)):
        return "AGREE concluded"
    if name == "COERCE" and ("COERCE.cyber" in event["modes"] or SIEGE.search(near(1, 3))):
        return "COERCE attack"
    if name == "MOBILIZE" and "peacekeeping" in event["contexts"]:
        return "MOBILIZE peacekeeping"
    return name


def pieces_of(example, start, end):
    """The pieces of the words `start..end`."""
    later = [f for f in example.first[end:] if f > 0]
    return example.first[start], (later[0] if later else len(example.ids) - 1)


def pairs(example):
    """Every pair of parties of which the sentence tells: who acts on whom, and who does something together."""
    found = {}
    for event in example.events:
        actors = [tuple(p["words"]) for p in event["actor"]]
        recipients = [tuple(p["words"]) for p in event["recipient"]]
        ways = [(a, r) for a in actors for r in recipients]
        if not recipients:
            ways = [(a, b) for a in actors for b in actors]
        for source, target in ways:
            apart = source[1] <= target[0] or target[1] <= source[0]
            if apart and example.first[source[0]] and example.first[target[0]]:
                found.setdefault((source, target), []).append(relation(example, event))
    return [Pair(example, *way, classes) for way, classes in found.items()]


class Parsed:
    """A sentence of the treebank: its names, and each word's head and relation (-1: the root)."""

    def __init__(self, words, tags, heads, relations, tokenizer):
        self.ids, self.shapes, self.first = [101], [0], []
        for word in words:
            pieces = tokenizer.encode(word, add_special_tokens=False).ids or [100]
            self.first.append(len(self.ids))
            self.ids += pieces
            self.shapes += [shape(word)] * len(pieces)
        self.ids.append(102)
        self.shapes.append(0)
        self.words, self.names = words, np.array([NAME.get(tag, 0) for tag in tags])
        self.heads, self.relations = np.array(heads), relations


def read_treebank(syntax, names, tokenizer):
    """Sentences that stand in both layers alike: the treebank's (CoNLL-U) and its names' (IOB2)."""
    out, relations = [], {}
    layers = (columns(syntax), columns(names))
    known = {tuple(row[1] for row in sentence): sentence for sentence in layers[1]}
    for sentence in layers[0]:
        rows = [row for row in sentence if row[0].isdigit()]
        named = known.get(tuple(row[1] for row in rows))
        if named is None:
            continue
        parsed = Parsed(
            [row[1] for row in rows], [row[2] for row in named], [int(row[6]) - 1 for row in rows],
            [relations.setdefault(row[7].split(":")[0], len(relations)) for row in rows], tokenizer,
        )  # fmt: skip
        if len(parsed.ids) <= 160:
            out.append(parsed)
    return out, len(relations)


def columns(path):
    sentences, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            sentences.append(rows)
            rows = []
    return sentences + ([rows] if rows else [])


def shape(word):
    """As `Shape::of` in crates/whodid/src/annotate/pieces.rs."""
    if any(c.isnumeric() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6
    first, rest = letters[0], letters[1:]
    upper = sum(c.isupper() for c in rest)
    if not upper:
        return 2 if first.isupper() else 1
    if first.isupper() and upper == len(rest):
        return 3
    return 4


def batches(examples, size, rng=None, seed=0):
    """Batches of sentences of like length, in random order."""
    rng = rng or random.Random(seed)
    order = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 6)
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(chunks)
    return chunks


def pad(rows, fill=0):
    longest = max(len(r) for r in rows)
    return torch.tensor([list(r) + [fill] * (longest - len(r)) for r in rows])
