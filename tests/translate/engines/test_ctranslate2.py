from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path

import pytest

from cuelift.errors import BadAnswer, EngineRefused, TranslateError, UsageError
from cuelift.translate import translate
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines import ctranslate2 as module
from cuelift.translate.engines.base import Engine
from tests.support.needs import without
from tests.translate.doubles import said
from tests.translate.engines import tiny_model
from tests.translate.engines.endpoint import ask, request


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model as OPUS-MT's are: two tokenizers beside it."""
    if not (find_spec("ctranslate2") and find_spec("sentencepiece")):
        without("needs ctranslate2 and sentencepiece")
    made: Path = tmp_path_factory.mktemp("model")
    tokenizer = tiny_model.make_tokenizer(made / "source.spm")
    (made / "target.spm").write_bytes((made / "source.spm").read_bytes())
    pieces = [tokenizer.id_to_piece(number) for number in range(len(tokenizer))]
    tiny_model.make_model(made, pieces)
    return made


def opened(folder: Path, options: str = "?threads=1&beam=2") -> Engine:
    return open_engine(f"ctranslate2:{folder}{options}", EngineOptions())


def test_a_model_is_loaded_once_and_answers_each_text(folder):
    engine = opened(folder)
    texts = ["Where are you?", "The house is red.", "Where are you?", "♪"]
    answers = asyncio.run(ask(engine, request(*texts)))
    loaded = engine._loaded  # type: ignore[attr-defined] # its own
    again = asyncio.run(ask(engine, request(texts[1])))

    assert answers.keys() == {0, 1, 2, 3}
    assert answers[0] == answers[2]
    assert answers[1] == again[0]
    assert any(answers.values())
    assert engine._loaded is loaded  # type: ignore[attr-defined] # its own


def test_options_decide_the_answer_and_are_part_of_the_identity(folder):
    plain, other = opened(folder), opened(folder, "?beam=1&target_prefix=▁la")
    first = asyncio.run(ask(plain, request("Where are you?")))
    second = asyncio.run(ask(other, request("Where are you?")))

    assert first != second
    assert asyncio.run(plain.identity("en", "es")) != asyncio.run(other.identity("en", "es"))
    assert str(folder) not in asyncio.run(plain.identity("en", "es"))


def test_prefixes_tell_the_languages():
    engine = open_engine("ctranslate2:/m?source_prefix=>>{target}<< __{source}__", EngineOptions())

    assert engine._prefix("source_prefix", "en-GB", "pt-BR") == [">>pt<<", "__en__"]  # type: ignore[attr-defined] # its own


def test_whatever_it_answers_no_cue_is_lost(folder):
    cues = said("I have never seen a dog", "that was red.", "Where are you?", "♪♪")
    done = translate(cues, "en", "es", opened(folder))

    assert len(done.cues) == 4
    assert all(cue.text.strip() for cue in done.cues)
    assert set(done.statuses) <= {"translated", "doubtful", "failed", "kept"}


def test_packages_of_argos_keep_the_model_in_a_folder(folder, tmp_path):
    (tmp_path / "model").mkdir()
    for path in folder.iterdir():
        place = tmp_path if path.suffix == ".spm" else tmp_path / "model"
        (place / path.name).write_bytes(path.read_bytes())
    (tmp_path / "source.spm").rename(tmp_path / "sentencepiece.model")

    answers = asyncio.run(ask(opened(tmp_path), request("Where are you?")))
    assert answers == asyncio.run(ask(opened(folder), request("Where are you?")))


def test_what_is_missing_or_broken_is_told(folder, tmp_path):
    with pytest.raises(TranslateError, match=r"model.bin cannot be read: No such file"):
        asyncio.run(ask(opened(tmp_path), request("a")))
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(EngineRefused, match=r"has no tokenizer; one of sentencepiece.model"):
        asyncio.run(ask(opened(tmp_path), request("a")))
    (tmp_path / "spm.model").write_bytes(b"no tokenizer")
    with pytest.raises(EngineRefused, match=r"tokenizer of .* cannot be read"):
        asyncio.run(ask(opened(tmp_path), request("a")))
    (tmp_path / "spm.model").write_bytes((folder / "source.spm").read_bytes())
    with pytest.raises(EngineRefused, match=r"the model .*tmp"):
        asyncio.run(ask(opened(tmp_path), request("a")))


def test_a_prefix_that_the_model_cannot_use_costs_the_batch(folder, monkeypatch):
    engine = opened(folder)

    class Broken:
        def translate_batch(self, *_: object, **__: object) -> None:
            raise RuntimeError("no such token")

    class Pieces:
        def encode(self, text: str, out_type: type) -> list[str]:
            return [text]

    monkeypatch.setattr(engine, "_load", lambda: (Broken(), Pieces(), Pieces()))
    with pytest.raises(BadAnswer, match="ctranslate2 fails: no such token"):
        asyncio.run(ask(engine, request("a")))


def test_missing_packages_are_told(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(TranslateError, match="needs ctranslate2 and sentencepiece: pip install"):
        asyncio.run(open_engine("ctranslate2:/m", EngineOptions()).identity("en", "es"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ctranslate2", "needs a folder"),
        ("ctranslate2:/m?beam=x", "beam is a number, not 'x'"),
        ("ctranslate2:/m?speed=1", "unknown option 'speed'; known: beam"),
    ],
)
def test_wrong_specifications_are_told(text, message):
    with pytest.raises(UsageError, match=message):
        open_engine(text, EngineOptions())
