"""A real model of the tests' own: one layer, random weights, a tokenizer trained on five lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

DEPTH = 16
LINES = [
    "I have never seen a black dog.",
    "Where are you going now?",
    "The door is open and the house is red.",
    "He visto un perro negro en la calle.",
    "La puerta de la casa estaba abierta.",
]


def make_tokenizer(path: Path) -> Any:
    """A SentencePiece model, written to a file and opened."""
    import sentencepiece

    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(LINES * 2),
            model_writer=file,
            vocab_size=48,
            hard_vocab_limit=False,
            minloglevel=2,
        )
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def make_model(folder: Path, pieces: list[str]) -> None:
    """A model of CTranslate2's own making, in the form in which converted ones are saved."""
    from ctranslate2.specs import TransformerSpec

    random = np.random.default_rng(7)

    def fill(layer: Any, *shape: int) -> None:
        layer.weight = random.normal(0, 0.5, shape).astype(np.float32)
        if hasattr(layer, "bias"):
            layer.bias = np.zeros(shape[0], np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(DEPTH, np.float32), np.zeros(DEPTH, np.float32)

    def attention(layer: Any, *sizes: int) -> None:
        norm(layer.layer_norm)
        for linear, size in zip(layer.linear, sizes, strict=True):
            fill(linear, size * DEPTH, DEPTH)

    def feed(layer: Any) -> None:
        norm(layer.layer_norm)
        fill(layer.linear_0, 2 * DEPTH, DEPTH)
        fill(layer.linear_1, DEPTH, 2 * DEPTH)

    spec = TransformerSpec.from_config((1, 1), num_heads=2)
    fill(spec.encoder.embeddings[0], len(pieces), DEPTH)
    fill(spec.decoder.embeddings, len(pieces), DEPTH)
    fill(spec.decoder.projection, len(pieces), DEPTH)
    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        attention(side.layer[0].self_attention, 3, 1)
        feed(side.layer[0].ffn)
    attention(spec.decoder.layer[0].attention, 1, 2, 1)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.validate()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
