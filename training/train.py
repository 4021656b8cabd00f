"""From the corpus to quantised weights, by one command: `python training/train.py`.

Reads the corpus through the project's own parser, trains the encoder with its heads, reports every figure on sentences
held out, and writes models/en/: the encoder and the role scorer as 8-bit ONNX, the vocabulary, and the card.
"""

import argparse
import random
import time
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data as D
import labels as L
from evaluate import evaluate, evaluate_pairs, table
from export import base_folder, write_models
from model import ARC, DISTANCES, LARGE, SMALL, Roles, Syntax, Tagger, distance_bucket, split_heads

ROOT = Path(__file__).resolve().parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, help="an earlier export; the corpus is exported anew without it")
    parser.add_argument("--documents", type=Path, help="texts of the documents annotated apart in corpus/real")
    parser.add_argument("--names", type=Path, help="train.iob2 of the treebank's names")
    parser.add_argument("--syntax", type=Path, help="train.conllu of the treebank")
    parser.add_argument("--syntax-epochs", type=int, default=2, help="epochs on the treebank before the corpus")
    parser.add_argument("--large", type=Path, help="train the teacher instead: folder of the larger base's weights")
    parser.add_argument("--start", type=Path, help="folder with the checkpoint of an earlier run to go on from")
    parser.add_argument("--teacher", type=Path, help="folder with the checkpoint of a teacher, to learn from its answers too")
    parser.add_argument("--trust", type=float, default=0.5, help="how much the teacher's answers count beside the gold's")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", type=int, default=10, help="one sentence in so many is held out; 0 trains on all")
    parser.add_argument("--part", type=float, default=1.0, help="share of the training sentences, to see what more gives")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "model")
    parser.add_argument("--arc-weight", type=float, default=1.0)
    parser.add_argument("--trigger-weight", type=float, default=2.0)
    parser.add_argument("--relation-weight", type=float, default=1.0)
    parser.add_argument("--pairs", type=float, default=0.5, help="share of the pairs seen in an epoch")
    parser.add_argument("--real", type=int, default=1, help="how often the sentences of real documents are seen in an epoch")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running mean of the weights")
    parser.add_argument("--no-shapes", action="store_true", help="leave word shapes out, to measure what they give")
    return parser.parse_args()


def held_out(example, every):
    """Whether an example is held out: settled by its id, so that it stays so while the corpus grows."""
    if example.article:
        return example.held_out
    return every and zlib.crc32(example.id.encode()) % every == 0


def class_weights(examples):
    """Rare classes count for more, by the root of inverse frequency; no event counts once."""
    counts = np.ones(len(L.TRIGGERS))
    for e in examples:
        for c in e.trigger:
            if c > 0:
                counts[c] += 1
    weights = np.sqrt(counts[1:].mean() / counts)
    weights[0] = 1.0
    return torch.tensor(np.clip(weights, 0.5, 3.0), dtype=torch.float32)


def status_weights(examples):
    """As for classes: most events are of the day, and the others are what readers must not take for them."""
    counts = np.ones(len(L.STATUSES))
    for e in examples:
        for status in e.status[e.status >= 0]:
            counts[status] += 1
    return torch.tensor(np.clip(np.sqrt(counts.mean() / counts), 0.7, 1.5), dtype=torch.float32)


def modes_of_triggers(device):
    """For each label of the trigger head, which modes its class may have."""
    rows = [[float(mode.split(".")[0] in trigger.split("+")) for mode in L.MODES] for trigger in L.TRIGGERS]
    return torch.tensor(rows, device=device)


def gather(x, first):
    """Values at each word's first piece: (batch, pieces, k) and (batch, words) to (batch, words, k)."""
    return x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))


def loss_of(model, batch, weights, options):
    tagger, roles, syntax = model
    weights, statuses = weights
    ids, first = D.pad([e.ids for e in batch]), D.pad([e.first for e in batch])
    shapes = D.pad([e.shapes for e in batch])
    if options.no_shapes:
        shapes = shapes - shapes % len(L.SHAPES)
    device = weights.device
    ids, first, shapes = ids.to(device), first.to(device), shapes.to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        x = tagger.encoder(ids, shapes)
        logits, head_end, word_end = tagger.read(gather(x, first))
    logits, head_end, word_end = logits.float(), head_end.float(), word_end.float()
    heads = split_heads(logits)
    if isinstance(batch[0], D.Pair):
        gold = torch.from_numpy(np.stack([e.classes for e in batch]))
        chances = heads["relation"][:, 0].log_softmax(-1)
        gold = gold * weights[[1 + L.CLASSES.index(name.split()[0]) for name in L.RELATIONS]]
        return options.relation_weight * -(gold * chances).sum() / gold.sum()
    if isinstance(batch[0], D.Parsed):
        gold = D.pad([e.names for e in batch], D.IGNORE).to(device)
        total = 0.5 * F.cross_entropy(heads["names"].flatten(0, 1), gold.flatten(), ignore_index=D.IGNORE)
        return total + syntax(gather(x, first).float(), batch)

    taught = batch[0].taught is not None
    own = 1 - options.trust if taught else 1.0
    gold = D.pad([e.trigger for e in batch], D.IGNORE).to(device)
    told = torch.tensor([e.politics for e in batch])
    total = 0.0
    if (told >= 0).any():
        with torch.autocast(device.type, dtype=torch.bfloat16):
            politics = split_heads(tagger.read(x[:, :1])[0].float())["politics"][:, 0, 0]
        total = 0.5 * F.binary_cross_entropy_with_logits(politics[told >= 0], told[told >= 0].float())
    total = total + own * options.trigger_weight * F.cross_entropy(
        heads["trigger"].flatten(0, 1), gold.flatten(), weights, ignore_index=D.IGNORE, label_smoothing=0.05
    )
    real = gold >= 0
    cue = D.pad([e.cue for e in batch], 0.0).to(device)
    total = total + F.binary_cross_entropy_with_logits(heads["cue"][..., 0][real], cue[real])
    attitude = D.pad([e.attitude for e in batch], float(D.IGNORE)).to(device)
    if (attitude >= 0).any():
        asked = attitude >= 0
        total = total + F.binary_cross_entropy_with_logits(heads["cue"][..., 1][asked], attitude[asked])
    for name, weight, shares in (("status", 0.8, statuses), ("sector", 0.4, None), ("number", 0.2, None)):
        target = D.pad([getattr(e, name) for e in batch], D.IGNORE).to(device)
        if (target >= 0).any():
            total = total + weight * F.cross_entropy(
                heads[name].flatten(0, 1), target.flatten(), shares, ignore_index=D.IGNORE, label_smoothing=0.05
            )
    at = gold > 0
    if at.any():
        for name, weight in (("modes", 2.0), ("contexts", 10.0)):
            target = torch.zeros_like(heads[name])
            for b, e in enumerate(batch):
                target[b, : len(e.words)] = torch.from_numpy(getattr(e, name)).to(device)
            loss = F.binary_cross_entropy_with_logits(heads[name][at], target[at], reduction="none")
            if name == "modes":
                # Only the modes that the class may have are a question.
                asked = modes_of_triggers(device)[gold[at]]
                loss = (loss * asked).sum() / asked.sum().clamp(min=1)
            total = total + (own if name == "contexts" else 1.0) * weight * loss.mean()

    if taught:
        total = total + options.trust * loss_against_teacher(heads, batch, weights, real, at, options)

    # Arcs from every predicate to every word of its sentence.
    rows, predicates, words, offsets, event_gold, speech_gold = [], [], [], [], [], []
    for b, e in enumerate(batch):
        n = len(e.words)
        for w in sorted(e.event_arcs.keys() | e.speech_arcs.keys()):
            rows += [b] * n
            predicates += [w] * n
            words += range(n)
            offsets += [i - w for i in range(n)]
            event_gold.append(e.event_arcs.get(w, np.full(n, D.IGNORE)))
            speech_gold.append(e.speech_arcs.get(w, np.full(n, D.IGNORE)))
    if rows:
        rows, predicates, words = (torch.tensor(x, device=device) for x in (rows, predicates, words))
        distances = distance_bucket(torch.tensor(offsets, device=device))
        scores = roles(head_end[rows, predicates], word_end[rows, words], distances)
        split = len(L.EVENT_ROLES)
        for part, gold, w in (
            (scores[:, :split], np.concatenate(event_gold), [1.0, 1.1, 1.1, 1.1, 1.1, 1.1]),
            (scores[:, split:], np.concatenate(speech_gold), [1.0, 1.0, 1.0, 1.0]),
        ):
            gold = torch.from_numpy(gold).to(device)
            if (gold >= 0).any():
                total = total + own * options.arc_weight * F.cross_entropy(
                    part, gold, torch.tensor(w, device=device), ignore_index=D.IGNORE
                )
        if taught:
            soft = [e.taught_arcs[w] for e in batch for w in sorted(e.event_arcs.keys() | e.speech_arcs.keys())]
            soft = torch.from_numpy(np.concatenate(soft)).float()
            events, speech = (
                torch.tensor(np.concatenate(g) != D.IGNORE).float() for g in (event_gold, speech_gold)
            )
            for part, goal, known in ((scores[:, :split], soft[:, :split], events), (scores[:, split:], soft[:, split:], speech)):
                loss = -(goal.softmax(-1) * part.log_softmax(-1)).sum(-1)
                total = total + options.trust * options.arc_weight * (loss * known).sum() / known.sum().clamp(min=1)
    return total


def loss_against_teacher(heads, batch, weights, real, at, options):
    """How far the answers about triggers, cues, modes and contexts are from the teacher's."""
    longest = real.shape[1]
    soft = torch.zeros(len(batch), longest, batch[0].taught.shape[1])
    for b, e in enumerate(batch):
        soft[b, : len(e.words)] = torch.from_numpy(e.taught).float()
    soft = split_heads(soft)
    goal = soft["trigger"].softmax(-1)
    share = (goal * weights).sum(-1)[real]
    loss = -(goal * heads["trigger"].log_softmax(-1)).sum(-1)[real]
    total = options.trigger_weight * (loss * share).sum() / share.sum()
    goal = soft["cue"][..., 0].sigmoid()[real]
    total = total + F.binary_cross_entropy_with_logits(heads["cue"][..., 0][real], goal)
    if at.any():
        goal = soft["contexts"].sigmoid()[at]
        total = total + 10.0 * F.binary_cross_entropy_with_logits(heads["contexts"][at], goal)
    return total


@torch.no_grad()
def teach(folder, examples, batch):
    """Lays the teacher's answers beside every example."""
    state = torch.load(folder / "checkpoint.pt")
    tagger, roles = Tagger(LARGE), Roles()
    tagger.load_state_dict(state["tagger"])
    roles.load_state_dict(state["roles"])
    tagger.eval(), roles.eval()
    for some in D.batches(examples, batch):
        ids, first, shapes = (D.pad([getattr(e, name) for e in some]) for name in ("ids", "first", "shapes"))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, head_end, word_end = tagger.read(gather(tagger.encoder(ids, shapes), first))
        for b, e in enumerate(some):
            n = len(e.words)
            e.taught = logits[b, :n].float().numpy().astype(np.float16)
            e.taught_arcs = {}
            for w in sorted(e.event_arcs.keys() | e.speech_arcs.keys()):
                distances = distance_bucket(torch.arange(n) - w)
                scores = roles(head_end[b, w].float().expand(n, -1), word_end[b, :n].float(), distances)
                e.taught_arcs[w] = scores.numpy().astype(np.float16)


class Mean:
    """The running mean of a model's weights: steadier than where the last step left them."""

    def __init__(self, parameters, decay):
        self.parameters, self.decay, self.steps = parameters, decay, 0
        self.kept = [p.detach().clone() for p in parameters]

    @torch.no_grad()
    def add(self):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        torch._foreach_lerp_(self.kept, [p.detach() for p in self.parameters], 1 - decay)

    @torch.no_grad()
    def swap(self):
        """Puts the mean in the place of the weights, and the weights in that of the mean."""
        for p, kept in zip(self.parameters, self.kept):
            now = p.detach().clone()
            p.copy_(kept)
            kept.copy_(now)


def run_epochs(model, epochs, plan, weights, options, rate, report, decay=0.0):
    """Trains for `epochs`, each over the batches that `plan` gives; calls `report` with the mean weights in place."""
    slow = [p for n, p in model[0].named_parameters() if p.requires_grad and n.startswith("encoder.") and "shapes" not in n]
    ids = {id(p) for p in slow}
    every = [p for part in model for p in part.parameters() if p.requires_grad]
    fast = [p for p in every if id(p) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": rate}, {"params": fast, "lr": max(rate, min(rate * 10, 3e-3))}], weight_decay=0.01, fused=True
    )
    steps = len(plan()) * epochs + epochs
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    mean = Mean(every, decay) if decay else None
    started = time.time()
    for epoch in range(epochs):
        for part in model:
            part.train()
        losses = []
        for batch in plan():
            loss = loss_of(model, batch, weights, options)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(every, 1.0)
            optimizer.step()
            schedule.step()
            if mean:
                mean.add()
            losses.append(loss.item())
        if mean:
            mean.swap()
        last = epoch + 1 == epochs
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.time() - started:.0f} s{report(epoch, last)}", flush=True)
        if mean and not last:
            mean.swap()


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    options.out.mkdir(parents=True, exist_ok=True)
    if options.examples is None:
        options.examples = options.out / "examples.jsonl"
        D.export(ROOT, options.examples, options.documents)
    examples = [e for e in D.read(options.examples) if len(e.words) > 0]
    train = [e for e in examples if not held_out(e, options.held_out)]
    dev = [e for e in examples if held_out(e, options.held_out)]
    if options.part < 1:
        train = random.Random(0).sample(train, int(len(train) * options.part))
    pairs = [p for e in train for p in D.pairs(e)]
    treebank, relations = [], 1
    if options.syntax:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        treebank, relations = D.read_treebank(options.syntax, options.names, tokenizer)
    print(
        f"{len(train)} sentences and {len(pairs)} pairs to train on, {len(dev)} held out, {len(treebank)} of the treebank",
        flush=True,
    )

    if options.teacher:
        started = time.time()
        teach(options.teacher, train, 2 * options.batch)
        print(f"taught by {options.teacher} in {time.time() - started:.0f} s", flush=True)

    size = LARGE if options.large else SMALL
    tagger, roles, syntax = Tagger(size), Roles(), Syntax(size.width, relations)
    model = [part.to(device) for part in (tagger, roles, syntax)]
    from safetensors.torch import load_file

    tagger.encoder.load_base(load_file(str((options.large or base_folder()) / "model.safetensors")))
    if options.start:
        state = torch.load(options.start / "checkpoint.pt")
        tagger.load_state_dict(state["tagger"])
        roles.load_state_dict(state["roles"])
    tagger.encoder.words.weight.requires_grad_(False)
    weights = class_weights(train).to(device), status_weights(train).to(device)
    rng = random.Random(options.seed)
    if treebank and options.syntax_epochs:
        run_epochs(
            model, options.syntax_epochs, lambda: D.batches(treebank, options.batch, rng), weights, options,
            min(options.rate, 2e-4), lambda *_: " on the treebank",
        )  # fmt: skip

    real = [e for e in train if e.file == "real"]

    def plan():
        todo = D.batches(train + real * (options.real - 1), options.batch, rng)
        todo += D.batches(rng.sample(pairs, int(len(pairs) * options.pairs)), options.batch, rng)
        if treebank:
            todo += D.batches(rng.sample(treebank, 2000), options.batch, rng)
        rng.shuffle(todo)
        return todo

    def report(epoch, last):
        torch.save({"tagger": tagger.state_dict(), "roles": roles.state_dict()}, options.out / "checkpoint.pt")
        if not dev or not (last or epoch % 4 == 3):
            return ""
        figures = evaluate(tagger, roles, dev)
        return ", " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items() if isinstance(v, float))

    run_epochs(model, options.epochs, plan, weights, options, options.rate, report, options.average)
    figures = evaluate(tagger, roles, dev) if dev else {}
    parts = {
        "real": [e for e in dev if e.file == "real"],
        "written": [e for e in dev if e.file != "real" and not e.article],
        "articles": [e for e in dev if e.article],
    }
    parts = {name: part for name, part in parts.items() if part}
    figures |= {name: evaluate(tagger, roles, part) for name, part in parts.items()}
    if not options.large:
        write_models(tagger, roles, options, figures, len(train), len(dev), len(treebank), examples)
    if dev:
        print(table(figures))
        print("relations", *evaluate_pairs(tagger, [p for e in dev for p in D.pairs(e)]))
    for part in parts:
        print(f"\nheld-out {part}\n{table(figures[part])}")


if __name__ == "__main__":
    main()
