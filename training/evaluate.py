"""Figures on held-out sentences, from the same decoding that the program does (crates/whodid/src/code)."""

import numpy as np
import torch

import data as D
import labels as L
from model import distance_bucket, split_heads

TRIGGER_FLOOR = 0.5


def runs(flags):
    """Stretches of equal values above zero: (start, end, value)."""
    out, start = [], None
    for i, value in enumerate(list(flags) + [0]):
        if start is not None and value != flags[start]:
            out.append((start, i, flags[start]))
            start = None
        if start is None and value:
            start = i
    return out


def joined(stretches, words):
    """Two stretches of one class with a single word between them are one trigger."""
    out = []
    for a, b, c in stretches:
        if out and out[-1][2] == c and a == out[-1][1] + 1 and any(ch.isalnum() for ch in words[a - 1]):
            out[-1] = (out[-1][0], b, c)
        else:
            out.append((a, b, c))
    return out


@torch.no_grad()
def predict(tagger, roles, example):
    """Logits per word and a function from predicate words to role logits."""
    device = next(tagger.parameters()).device
    first = torch.tensor(example.first, device=device)
    logits, head_end, word_end = tagger(
        torch.tensor([example.ids], device=device), torch.tensor([example.shapes], device=device)
    )
    heads = split_heads(logits[0, first].float())
    head_end, word_end = head_end[0, first].float(), word_end[0, first].float()
    n = len(example.words)

    def arcs(start, end):
        scores = []
        for w in range(start, end):
            distance = distance_bucket(torch.arange(n, device=device) - w)
            scores.append(roles(head_end[w].expand(n, -1), word_end, distance))
        mean = torch.stack(scores).mean(0)
        split = len(L.EVENT_ROLES)
        return mean[:, :split].softmax(-1).cpu().numpy(), mean[:, split:].softmax(-1).cpu().numpy()

    return {k: v.cpu() for k, v in heads.items()}, arcs


class Count:
    def __init__(self):
        self.hit = self.said = self.true = 0

    def add(self, said, true):
        said, true = set(said), set(true)
        self.hit += len(said & true)
        self.said += len(said)
        self.true += len(true)

    def f1(self):
        return 2 * self.hit / (self.said + self.true) if self.said + self.true else 0.0


def touching(spans, others):
    return all(any(a < d and c < b for c, d in others) for a, b in spans)


@torch.no_grad()
def evaluate(tagger, roles, examples):
    tagger.eval(), roles.eval()
    event, modes, contexts = Count(), Count(), Count()
    by_class = {c: Count() for c in L.CLASSES}
    role = {r: Count() for r in L.EVENT_ROLES[1:]}
    speech = {r: Count() for r in ("cue", *L.SPEECH_ROLES[1:])}
    status, sector, whole = [], [], Count()
    alarms = quiet = 0
    for number, e in enumerate(examples):
        heads, arcs = predict(tagger, roles, e)
        probability = heads["trigger"].softmax(-1).numpy()
        best = [(int(p[1:].argmax()) + 1 if 1 - p[0] > TRIGGER_FLOOR else 0) for p in probability]
        found = []
        for a, b, c in joined(runs(best), e.words):
            for name in L.TRIGGERS[c].split("+"):
                found.append((a, b, name))
        if not e.events:
            quiet += 1
            alarms += len(found)
        taken = set()
        for a, b, name in found:
            match = None
            for i, g in enumerate(e.events):
                if i not in taken and g["class"] == name and g["words"][0] < b and a < g["words"][1]:
                    match = i
                    break
            key = (number, a, name)
            event.said += 1
            by_class[name].said += 1
            whole.said += 1
            if match is None:
                continue
            taken.add(match)
            event.hit += 1
            by_class[name].hit += 1
            gold = e.events[match]
            status.append(L.STATUSES[int(heads["status"][a:b].mean(0).argmax())] == gold["status"])
            mine = [
                m for m, p in zip(L.MODES, heads["modes"][a:b].mean(0).sigmoid().tolist())
                if p > 0.5 and m.startswith(name + ".")
            ]  # fmt: skip
            modes.add([(key, m) for m in mine], [(key, m) for m in gold["modes"]])
            mine = [c for c, p in zip(L.CONTEXTS, heads["contexts"][a:b].mean(0).sigmoid().tolist()) if p > 0.5]
            contexts.add([(key, c) for c in mine], [(key, c) for c in gold["contexts"]])
            scores, _ = arcs(a, b)
            said = {r: [] for r in L.EVENT_ROLES}
            # Neighbouring words that take part are one participant, with the likelier role.
            best = scores.argmax(-1)
            for x, y, r in runs(np.where(best == 2, 1, best)):
                if r == 1 and scores[x:y, 2].sum() > scores[x:y, 1].sum():
                    r = 2
                said[L.EVENT_ROLES[r]].append((x, y))
            true = {
                "actor": [tuple(p["words"]) for p in gold["actor"]],
                "recipient": [tuple(p["words"]) for p in gold["recipient"]],
                "place": [tuple(gold["place"])] if gold["place"] else [],
                "time": [tuple(gold["time"])] if gold["time"] else [],
                "number": [tuple(n["words"]) for n in gold["numbers"]],
            }
            good = True
            for r in role:
                hits = sum(any(x < d and c < y for c, d in true[r]) for x, y in said[r])
                role[r].hit += min(hits, len(true[r]))
                role[r].said += len(said[r])
                role[r].true += len(true[r])
                if r in ("actor", "recipient"):
                    good = good and touching(said[r], true[r]) and touching(true[r], said[r])
            whole.hit += good
            for p in gold["actor"] + gold["recipient"]:
                x, y = p["words"]
                sector.append(L.SECTORS[int(heads["sector"][x:y].mean(0).argmax())] == (p["sectors"] or ["-"])[0])
        for g in e.events:
            event.true += 1
            by_class[g["class"]].true += 1
            whole.true += 1
        cues = (heads["cue"][:, 0].sigmoid() > 0.5).numpy().astype(int)
        said = {r: set() for r in speech}
        true = {r: set() for r in speech}
        for a, b, _ in runs(list(cues)):
            said["cue"] |= set(range(a, b))
            _, scores = arcs(a, b)
            for x, y, r in runs(scores.argmax(-1)):
                said[L.SPEECH_ROLES[r]] |= set(range(x, y))
        for told in e.speech:
            if told["attitude"]:
                continue
            for r in ("cue", "speaker", "content"):
                for a, b in told[r]:
                    true[r] |= set(range(a, b))
            if told["channel"]:
                true["channel"] |= set(range(*told["channel"]))
        for r in speech:
            speech[r].add([(number, w) for w in said[r]], [(number, w) for w in true[r]])
    return {
        "mention": event.f1(),
        "macro": float(np.mean([c.f1() for c in by_class.values()])),
        "with participants": whole.f1(),
        "actor": role["actor"].f1(), "recipient": role["recipient"].f1(),
        "place": role["place"].f1(), "time": role["time"].f1(), "number": role["number"].f1(),
        "status": float(np.mean(status)) if status else 0.0,
        "modes": modes.f1(), "contexts": contexts.f1(),
        "sector": float(np.mean(sector)) if sector else 0.0,
        "cue": speech["cue"].f1(), "speaker": speech["speaker"].f1(),
        "content": speech["content"].f1(), "channel": speech["channel"].f1(),
        "false per quiet": alarms / max(1, quiet),
        "classes": {c: (round(k.f1(), 3), k.true) for c, k in by_class.items()},
    }  # fmt: skip


@torch.no_grad()
def evaluate_pairs(tagger, pairs):
    """Share of the pairs whose class is told right, and the macro F1 over the classes."""
    tagger.eval()
    right, counts = [], {c: Count() for c in L.RELATIONS}
    for pair in pairs:
        logits, _, _ = tagger(torch.tensor([pair.ids]), torch.tensor([pair.shapes]))
        said = L.RELATIONS[int(split_heads(logits)["relation"][0, 0].argmax())]
        true = L.RELATIONS[int(pair.classes.argmax())]
        said = said if pair.classes[L.RELATIONS.index(said)] == 0 else true
        right.append(said == true)
        counts[said].said += 1
        counts[true].true += 1
        counts[true].hit += said == true
    return round(float(np.mean(right)), 3), round(float(np.mean([c.f1() for c in counts.values()])), 3)


def table(figures):
    lines = [f"{name:<18} {value:.3f}" for name, value in figures.items() if isinstance(value, float)]
    lines += [f"  {c:<16} {f:.3f}  ({n})" for c, (f, n) in figures.get("classes", {}).items()]
    return "\n".join(lines)
