"""The corpus as tensors: examples exported by `whodid corpus export`, names from the treebank's name layer."""

import json
import random
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


def read(path):
    with open(path, encoding="utf-8") as file:
        return [Example(json.loads(line)) for line in file]


class Example:
    """One sentence: pieces, shapes, and its labels per word. Word `w` is read at piece `first[w]`."""

    def __init__(self, raw):
        self.id, self.file, self.text = raw["id"], raw["file"], raw["text"]
        self.article = raw["article"]
        self.words = raw["words"]
        self.ids = raw["pieces"]
        self.shapes = raw["piece_shapes"]
        # A word without pieces is read at the sentence's start and never labelled.
        self.first = [0 if f is None else f for f in raw["first"]]
        n = len(self.words)
        known = [f is not None for f in raw["first"]]
        self.events, self.speech = raw["events"], raw["speech"]
        self.trigger = np.array([0 if k else IGNORE for k in known])
        self.cue = np.zeros(n, dtype=np.float32)
        self.known = np.array(known)
        self.status = np.full(n, IGNORE)
        self.modes = np.zeros((n, len(L.MODES)), dtype=np.float32)
        self.contexts = np.zeros((n, len(L.CONTEXTS)), dtype=np.float32)
        self.sector = np.full(n, IGNORE)
        self.number = np.full(n, IGNORE)
        self.names = None
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
                        self.cue[w] = 1
                        self.speech_arcs[w] = roles


class Named:
    """A sentence of which only the names are known."""

    def __init__(self, words, tags, tokenizer):
        self.ids, self.shapes, self.first = [101], [0], []
        for word in words:
            pieces = tokenizer.encode(word, add_special_tokens=False).ids or [100]
            self.first.append(len(self.ids))
            self.ids += pieces
            self.shapes += [shape(word)] * len(pieces)
        self.ids.append(102)
        self.shapes.append(0)
        self.words, self.names = words, np.array([NAME.get(tag, 0) for tag in tags])


def read_names(path, tokenizer, limit=400):
    sentences, words, tags = [], [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        if not line:
            if words and len(words) < limit:
                sentences.append(Named(words, tags, tokenizer))
            words, tags = [], []
            continue
        columns = line.split("\t")
        words.append(columns[1])
        tags.append(columns[2])
    return [s for s in sentences if len(s.ids) <= 200]


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
