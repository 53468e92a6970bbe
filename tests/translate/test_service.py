from __future__ import annotations

import shutil

import pytest

from cuelift.errors import TranslateError, UsageError
from cuelift.translate import TranslateOptions, Translator
from tests.translate.doubles import said


def test_targets_are_tags_each_once():
    with Translator(TranslateOptions(to=("spa", "es", "pt_br"), engine="apertium"), {}) as made:
        assert made.targets == ("es", "pt-BR")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (TranslateOptions(to=("es",)), UsageError, "needs an engine"),
        (TranslateOptions(to=("x",), engine="apertium"), UsageError, "is no language"),
        (TranslateOptions(to=("es",), engine="babel"), UsageError, "known: apertium"),
        (
            TranslateOptions(to=("es",), engine="apertium", glossary="/none.tsv"),
            TranslateError,
            "cannot be read",
        ),
        (TranslateOptions(to=("es",), engine="deepl"), TranslateError, "DEEPL_AUTH_KEY"),
    ],
)
def test_wrong_options_are_told_at_once(options, error, message):
    with pytest.raises(error, match=message):
        Translator(options, {})


def test_options_reach_engine_glossary_and_cache(tmp_path, monkeypatch):
    (tmp_path / "terms.tsv").write_text("dog\tdogo\n")
    program = tmp_path / "apertium"
    program.write_text(
        '#!/bin/sh\ncase "$1" in -l) echo eng-spa;; -V) echo 9;; *) sed s/my/mi/;; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert shutil.which("apertium") == str(program)
    options = TranslateOptions(
        to=("es",),
        engine="apertium",
        glossary=str(tmp_path / "terms.tsv"),
        cache=str(tmp_path / "cache"),
    )
    told: list[tuple[int, int]] = []
    with Translator(options) as translator:
        done = translator.translate(
            said("my dog."), "en", "es", progress=lambda *at: told.append(at)
        )
        again = translator.translate(said("my dog."), "en", "es")

    assert again.report.cached == 1
    assert done.cues[0].text == "mi dogo."
    assert told == [(1, 1)]
