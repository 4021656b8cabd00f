"""The encoder with its heads, in plain PyTorch."""

import math

import torch
import torch.nn.functional as F
from torch import nn

import labels as L

WIDTH, LAYERS, ATTENTION_HEADS, FEED, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC = 128
# Distances between a predicate and a word, in words: exact up to 7, then by doubling, with a side each.
DISTANCES = 24


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, FEED), nn.Linear(FEED, WIDTH)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        heads = lambda t: t.view(batch, length, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(1, 2)
        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION_HEADS) + mask
        seen = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.mix(seen)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(L.SHAPES), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids, shapes):
        mask = (ids != 0).float()[:, None, None, :]
        mask = (1.0 - mask) * -1e4
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, tensors):
        """Takes over the published weights; `tensors` is the safetensors file as a dict."""
        t = {name.removeprefix("bert."): value.float() for name, value in tensors.items()}
        with torch.no_grad():
            self.words.weight.copy_(t["embeddings.word_embeddings.weight"])
            # Every piece is of the first segment: its embedding goes into the positions.
            self.positions.weight.copy_(
                t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][0]
            )
            copy(self.norm, t, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                copy(layer.query, t, at + "attention.self.query")
                copy(layer.key, t, at + "attention.self.key")
                copy(layer.value, t, at + "attention.self.value")
                copy(layer.mix, t, at + "attention.output.dense")
                copy(layer.norm1, t, at + "attention.output.LayerNorm")
                copy(layer.up, t, at + "intermediate.dense")
                copy(layer.down, t, at + "output.dense")
                copy(layer.norm2, t, at + "output.LayerNorm")


def copy(module, tensors, name):
    module.weight.copy_(tensors[name + ".weight"])
    module.bias.copy_(tensors[name + ".bias"])


# The word-level heads, in the order of their columns in the model's `words` output.
WORD_HEADS = [
    ("trigger", len(L.TRIGGERS)),
    ("cue", 1),
    ("status", len(L.STATUSES)),
    ("modes", len(L.MODES)),
    ("contexts", len(L.CONTEXTS)),
    ("sector", len(L.SECTORS)),
    ("number", len(L.NUMBERS)),
    ("names", len(L.NAMES)),
]


class Tagger(nn.Module):
    """Word pieces and shapes in; word-level logits, and both ends of every arc, out."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.heads = nn.Linear(WIDTH, sum(size for _, size in WORD_HEADS))
        self.head_end = nn.Linear(WIDTH, ARC)
        self.word_end = nn.Linear(WIDTH, ARC)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, shapes):
        x = self.dropout(self.encoder(ids, shapes))
        hidden = self.dropout(F.gelu(self.hidden(x)))
        return self.heads(hidden), self.head_end(x), self.word_end(x)


class Roles(nn.Module):
    """Pairs of a predicate and a word in; what the word is to the event and to the speech act, out."""

    def __init__(self):
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, ARC)
        self.mix = nn.Linear(ARC, ARC)
        self.product = nn.Linear(ARC, ARC, bias=False)
        self.out = nn.Linear(ARC, len(L.EVENT_ROLES) + len(L.SPEECH_ROLES))
        self.dropout = nn.Dropout(0.1)

    def forward(self, heads, words, distances):
        both = F.relu(heads + words + self.distance(distances) + self.product(heads * words))
        return self.out(F.relu(self.mix(self.dropout(both))))


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
