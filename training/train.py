"""From the corpus to quantised weights, by one command: `python training/train.py`.

Reads the corpus through the project's own parser, trains the encoder with its heads, reports every figure on sentences
held out, and writes models/en/: the encoder and the role scorer as 8-bit ONNX, the vocabulary, and the card.
"""

import argparse
import json
import random
import time
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data as D
import labels as L
from evaluate import evaluate, table
from export import base_folder, write_models
from model import DISTANCES, Roles, Tagger, distance_bucket, split_heads

ROOT = Path(__file__).resolve().parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, help="an earlier export; the corpus is exported anew without it")
    parser.add_argument("--documents", type=Path, help="texts of the documents annotated apart in corpus/real")
    parser.add_argument("--names", type=Path, help="folder with train.iob2 and dev.iob2 of the treebank's names")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", type=int, default=10, help="one sentence in so many is held out; 0 trains on all")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "model")
    parser.add_argument("--arc-weight", type=float, default=1.0)
    parser.add_argument("--trigger-weight", type=float, default=2.0)
    parser.add_argument("--no-shapes", action="store_true", help="leave word shapes out, to measure what they give")
    return parser.parse_args()


def held_out(example, every):
    """Whether a sentence is held out: settled by its id, so that it stays so while the corpus grows."""
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


def modes_of_triggers(device):
    """For each label of the trigger head, which modes its class may have."""
    rows = [[float(mode.split(".")[0] in trigger.split("+")) for mode in L.MODES] for trigger in L.TRIGGERS]
    return torch.tensor(rows, device=device)


def gather(x, first):
    """Values at each word's first piece: (batch, pieces, k) and (batch, words) to (batch, words, k)."""
    return x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))


def loss_of(tagger, roles, batch, weights, options):
    ids, first = D.pad([e.ids for e in batch]), D.pad([e.first for e in batch])
    shapes = D.pad([e.shapes for e in batch])
    if options.no_shapes:
        shapes = torch.zeros_like(shapes)
    device = weights.device
    ids, first, shapes = ids.to(device), first.to(device), shapes.to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits, head_end, word_end = tagger(ids, shapes)
    logits, head_end, word_end = logits.float(), head_end.float(), word_end.float()
    heads = split_heads(gather(logits, first))
    head_end, word_end = gather(head_end, first), gather(word_end, first)
    if isinstance(batch[0], D.Named):
        gold = D.pad([e.names for e in batch], D.IGNORE).to(device)
        return 0.5 * F.cross_entropy(heads["names"].flatten(0, 1), gold.flatten(), ignore_index=D.IGNORE)

    gold = D.pad([e.trigger for e in batch], D.IGNORE).to(device)
    total = options.trigger_weight * F.cross_entropy(
        heads["trigger"].flatten(0, 1), gold.flatten(), weights, ignore_index=D.IGNORE, label_smoothing=0.05
    )
    real = gold >= 0
    cue = D.pad([e.cue for e in batch], 0.0).to(device)
    total = total + F.binary_cross_entropy_with_logits(heads["cue"][..., 0][real], cue[real])
    for name, weight in (("status", 0.5), ("sector", 0.4), ("number", 0.2)):
        target = D.pad([getattr(e, name) for e in batch], D.IGNORE).to(device)
        if (target >= 0).any():
            total = total + weight * F.cross_entropy(
                heads[name].flatten(0, 1), target.flatten(), ignore_index=D.IGNORE, label_smoothing=0.05
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
            total = total + weight * loss.mean()

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
            (scores[:, :split], np.concatenate(event_gold), [0.7, 1.5, 1.5, 1.5, 1.5, 1.5]),
            (scores[:, split:], np.concatenate(speech_gold), [1.0, 1.0, 1.0, 1.0]),
        ):
            gold = torch.from_numpy(gold).to(device)
            if (gold >= 0).any():
                total = total + options.arc_weight * F.cross_entropy(
                    part, gold, torch.tensor(w, device=device), ignore_index=D.IGNORE
                )
    return total


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
    # The corpus's own articles are never trained on: they are the test of whole articles.
    examples = [e for e in examples if not e.article]
    train = [e for e in examples if not held_out(e, options.held_out)]
    dev = [e for e in examples if held_out(e, options.held_out)]
    names = []
    if options.names:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        names = D.read_names(options.names / "train.iob2", tokenizer)
    print(f"{len(train)} sentences to train on, {len(dev)} held out, {len(names)} with names only", flush=True)

    tagger, roles = Tagger().to(device), Roles().to(device)
    from safetensors.torch import load_file

    tagger.encoder.load_base(load_file(str(base_folder() / "model.safetensors")))
    tagger.encoder.words.weight.requires_grad_(False)
    slow = [p for p in tagger.encoder.parameters() if p.requires_grad and p is not tagger.encoder.shapes.weight]
    ids = {id(p) for p in slow}
    fast = [p for p in [*tagger.parameters(), *roles.parameters()] if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": options.rate * 10}], weight_decay=0.01
    )
    per_epoch = len(D.batches(train, options.batch)) + len(D.batches(names[:2000], options.batch) if names else [])
    steps = per_epoch * options.epochs + options.epochs
    warm = steps // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / warm if warm else 1.0, max(0.0, (steps - s) / (steps - warm)))
    )
    weights = class_weights(train).to(device)
    rng = random.Random(options.seed)
    started = time.time()
    for epoch in range(options.epochs):
        tagger.train(), roles.train()
        todo = D.batches(train, options.batch, rng)
        if names:
            todo += D.batches(rng.sample(names, min(2000, len(names))), options.batch, rng)
            rng.shuffle(todo)
        losses = []
        for batch in todo:
            loss = loss_of(tagger, roles, batch, weights, options)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*tagger.parameters(), *roles.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        torch.save({"tagger": tagger.state_dict(), "roles": roles.state_dict()}, options.out / "checkpoint.pt")
        line = f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {time.time() - started:.0f} s"
        if dev and (epoch % 4 == 3 or epoch + 1 == options.epochs):
            figures = evaluate(tagger, roles, dev)
            line += ", " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items() if isinstance(v, float))
        print(line, flush=True)
    figures = evaluate(tagger, roles, dev) if dev else {}
    real = [e for e in dev if e.file == "real"]
    if real:
        figures["real"] = evaluate(tagger, roles, real)
        figures["written"] = evaluate(tagger, roles, [e for e in dev if e.file != "real"])
    write_models(tagger, roles, options, figures, len(train), len(dev), len(names), examples)
    if dev:
        print(table(figures))
    for part in ("written", "real"):
        if part in figures:
            print(f"\nheld-out {part} sentences\n{table(figures[part])}")


if __name__ == "__main__":
    main()
