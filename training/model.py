"""The encoders with their heads, in plain PyTorch: the small one that is shipped, and a larger one that teaches it."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

import labels as L

ARC = 128
# Distances between a predicate and a word, in words: exact up to 7, then by doubling, with a side each.
DISTANCES = 24


@dataclass(frozen=True)
class Size:
    """An encoder's size; the attention heads are 12 in both."""

    width: int
    layers: int
    vocabulary: int
    # Where the first position's embedding stands.
    first_position: int = 0
    # Attention knows relative positions, in as many buckets.
    buckets: int = 0

    positions = 514


SMALL = Size(384, 6, 30522)
# all-mpnet-base-v2: the same pieces, numbered four higher behind its own special ones.
LARGE = Size(768, 12, 30527, first_position=2, buckets=32)
ATTENTION_HEADS = 12


class Dropout(nn.Module):
    """Dropout whose masks are cut at random from one long mask: on a CPU, drawing them anew is two fifths of a step."""

    pool = {}

    def __init__(self, p=0.1):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        key = (self.p, x.dtype, x.device)
        if key not in Dropout.pool:
            kept = torch.rand(1 << 24, device=x.device) >= self.p
            Dropout.pool[key] = (kept.float() / (1 - self.p)).to(x.dtype)
        pool = Dropout.pool[key]
        at = int(torch.randint(pool.numel() - x.numel(), ()))
        return x * pool[at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    def __init__(self, size):
        super().__init__()
        width = size.width
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = Dropout()

    def forward(self, x, mask):
        batch, length, width = x.shape
        each = width // ATTENTION_HEADS
        heads = lambda t: t.view(batch, length, ATTENTION_HEADS, each).transpose(1, 2)
        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        seen = (q @ k.transpose(-1, -2) / math.sqrt(each) + mask).softmax(-1).to(v.dtype) @ v
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.mix(seen)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.shapes = nn.Embedding(len(L.SHAPES) * len(L.PARTS), size.width)
        nn.init.zeros_(self.shapes.weight)
        self.relative = nn.Embedding(size.buckets, ATTENTION_HEADS) if size.buckets else None
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))

    def forward(self, ids, shapes):
        mask = (ids != 0).float()[:, None, None, :]
        mask = (1.0 - mask) * -1e4
        length = ids.shape[1]
        first = self.size.first_position
        if self.relative is not None:
            at = torch.arange(length, device=ids.device)
            bias = self.relative(relative_bucket(at[None, :] - at[:, None], self.size.buckets))
            mask = mask + bias.permute(2, 0, 1)[None]
            ids = torch.where(ids > 102, ids + 4, torch.where(ids == 101, 0, torch.where(ids == 102, 2, ids + 4)))
        x = self.words(ids) + self.positions.weight[first : first + length] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, tensors):
        """Takes over the published weights; `tensors` is the safetensors file as a dict."""
        t = {name.removeprefix("bert.").removeprefix("mpnet."): value.float() for name, value in tensors.items()}
        with torch.no_grad():
            self.words.weight.copy_(t["embeddings.word_embeddings.weight"])
            positions = t["embeddings.position_embeddings.weight"]
            if "embeddings.token_type_embeddings.weight" in t:
                # Every piece is of the first segment: its embedding goes into the positions.
                positions = positions + t["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight[: len(positions)].copy_(positions)
            copy(self.norm, t, "embeddings.LayerNorm")
            if self.relative is not None:
                self.relative.weight.copy_(t["encoder.relative_attention_bias.weight"])
            q, k, v, mix, norm = (
                ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm")
                if self.relative is not None
                else ("attention.self.query", "attention.self.key", "attention.self.value",
                      "attention.output.dense", "attention.output.LayerNorm")
            )  # fmt: skip
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                copy(layer.query, t, at + q)
                copy(layer.key, t, at + k)
                copy(layer.value, t, at + v)
                copy(layer.mix, t, at + mix)
                copy(layer.norm1, t, at + norm)
                copy(layer.up, t, at + "intermediate.dense")
                copy(layer.down, t, at + "output.dense")
                copy(layer.norm2, t, at + "output.LayerNorm")


def copy(module, tensors, name):
    module.weight.copy_(tensors[name + ".weight"])
    module.bias.copy_(tensors[name + ".bias"])


def relative_bucket(offset, buckets):
    """MPNet's buckets of a signed distance in pieces: exact up to a quarter of them, then by logarithm to 128."""
    half = buckets // 2
    out = (offset > 0).long() * half
    far = offset.abs()
    exact = half // 2
    log = exact + (torch.log(far.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)).long()
    return out + torch.where(far < exact, far, log.clamp(max=half - 1))


# The word-level heads, in the order of their columns in the model's `words` output.
WORD_HEADS = [
    ("trigger", len(L.TRIGGERS)),
    ("cue", 2),
    ("status", len(L.STATUSES)),
    ("modes", len(L.MODES)),
    ("contexts", len(L.CONTEXTS)),
    ("sector", len(L.SECTORS)),
    ("number", len(L.NUMBERS)),
    ("names", len(L.NAMES)),
    # What the source does to the target, read at the first piece of a sentence in which both are marked.
    ("relation", len(L.RELATIONS)),
    # Whether the sentence is of politics at all, read at its first piece.
    ("politics", 1),
]


class Tagger(nn.Module):
    """Word pieces and shapes in; word-level logits, and both ends of every arc, out."""

    def __init__(self, size=SMALL):
        super().__init__()
        self.encoder = Encoder(size)
        self.hidden = nn.Linear(size.width, size.width)
        self.heads = nn.Linear(size.width, sum(size for _, size in WORD_HEADS))
        self.head_end = nn.Linear(size.width, ARC)
        self.word_end = nn.Linear(size.width, ARC)
        self.dropout = Dropout()

    def read(self, x):
        """The heads over the encoder's output."""
        x = self.dropout(x)
        hidden = self.dropout(F.gelu(self.hidden(x)))
        return self.heads(hidden), self.head_end(x), self.word_end(x)

    def forward(self, ids, shapes):
        return self.read(self.encoder(ids, shapes))


class Roles(nn.Module):
    """Pairs of a predicate and a word in; what the word is to the event and to the speech act, out."""

    def __init__(self):
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, ARC)
        self.mix = nn.Linear(ARC, ARC)
        self.product = nn.Linear(ARC, ARC, bias=False)
        self.out = nn.Linear(ARC, len(L.EVENT_ROLES) + len(L.SPEECH_ROLES))
        self.dropout = Dropout()

    def forward(self, heads, words, distances):
        both = F.relu(heads + words + self.distance(distances) + self.product(heads * words))
        return self.out(F.relu(self.mix(self.dropout(both))))


class Syntax(nn.Module):
    """Each word's head and relation: learned beside the rest, since who stands to whom is half of who did what; not shipped."""

    def __init__(self, width, relations):
        super().__init__()
        self.word, self.head = nn.Linear(width, 2 * ARC), nn.Linear(width, 2 * ARC)
        self.root = nn.Parameter(torch.zeros(2 * ARC))
        self.arc = nn.Linear(2 * ARC, 2 * ARC)
        self.relation = nn.Linear(2 * ARC, relations)
        self.dropout = Dropout(0.2)

    def forward(self, x, batch):
        words = self.dropout(F.gelu(self.word(x)))
        heads = self.dropout(F.gelu(self.head(x)))
        heads = torch.cat([self.root.expand(len(batch), 1, -1), heads], 1)
        length = max(len(e.words) for e in batch)
        gold, relations = torch.full((len(batch), length), -100), torch.full((len(batch), length), -100)
        mask = torch.full((len(batch), 1, length + 1), -1e4)
        for b, e in enumerate(batch):
            n = len(e.words)
            gold[b, :n] = torch.from_numpy(e.heads) + 1
            relations[b, :n] = torch.tensor(e.relations)
            mask[b, 0, : n + 1] = 0
        scores = self.arc(words) @ heads.transpose(1, 2) / 16 + mask
        loss = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
        at = gold.clamp(min=0)
        head = heads.gather(1, at[..., None].expand(-1, -1, heads.shape[-1]))
        said = self.relation(F.gelu(words + head))
        return loss + F.cross_entropy(said.flatten(0, 1), relations.flatten(), ignore_index=-100)


def distance_bucket(offset):
    """Bucket of a signed distance in words (tensor of ints): 0 same word, 1-11 after, 12-22 before."""
    far = offset.abs()
    bucket = torch.where(far <= 7, far, 7 + torch.log2(far.clamp(min=8).float() / 8).floor().long() + 1).clamp(max=11)
    return torch.where(offset < 0, bucket + 11, bucket)


def split_heads(words):
    """The word-level logits by head name."""
    out, at = {}, 0
    for name, size in WORD_HEADS:
        out[name] = words[..., at : at + size]
        at += size
    return out
