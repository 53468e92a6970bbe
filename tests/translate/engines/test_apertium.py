from __future__ import annotations

import asyncio
import shutil
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cuelift.cues import Span, Style
from cuelift.errors import BadAnswer, EngineRefused, TranslateError, UsageError
from cuelift.translate import Cache, Glossary, Term, TranslateOptions, Translator, translate
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines.apertium import ApertiumEngine, choose_mode
from cuelift.translate.engines.spec import parse_spec
from tests.support.needs import without
from tests.translate.doubles import cue, said
from tests.translate.engines.endpoint import ask, request

ITALIC = Style(italic=True)
PAIRS = ("eng-spa", "spa-cat", "swe-dan")


@pytest.fixture
def real() -> ApertiumEngine:
    """The program, with the pairs that these tests need."""
    program = shutil.which("apertium")
    run = [program or "false", "-l"]
    listed = subprocess.run(run, capture_output=True, text=True, check=False).stdout.split()
    absent = [pair for pair in PAIRS if pair not in listed]
    if absent:
        without(f"needs apertium and its pairs {', '.join(absent)}")
    return ApertiumEngine(parse_spec("apertium"), EngineOptions())


def test_english_becomes_spanish(real):
    source = [
        cue(0, 2, "I have never seen a ", Span("black", ITALIC), " dog"),
        cue(2, 4, "that was so big.\nWhere is Mary now?"),
        cue(5, 6, "- The door is open.\n- Yes, at 10:30.", speaker="MARY"),
        cue(6, 7, "[DOOR OPENS]"),
        cue(8, 9, Span("♪ We are the winners ♪", ITALIC)),
        cue(9, 10, "Use the {name} & <b> of Floxington."),
    ]
    done = translate(source, "en", "es", real)

    assert done.statuses == ["translated"] * 6
    texts = [made.text for made in done.cues]
    assert texts[0].startswith("Nunca he visto un perro")
    assert texts[1].startswith("que ")
    assert texts[1].endswith("Mary ahora?")
    assert [line[:2] for line in texts[2].split("\n")] == ["- ", "- "]
    assert "10:30" in texts[2]
    assert texts[3] == texts[3].upper()
    assert "PUERTA" in texts[3]
    assert texts[3][0] + texts[3][-1] == "[]"
    assert texts[4] == "♪ Somos los ganadores ♪"
    assert "{name} & <b> de Floxington." in texts[5]
    # The adjective has changed places, and its style with it.
    assert [span.text for span in done.cues[0].spans if span.style == ITALIC] == ["negro"]
    assert done.report.requests == 1


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        ("es", "ca", "El perro negro duerme en la casa.", "El gos negre dorm a la casa."),
        ("sv", "da", "Jag har en stor svart hund.", "Jeg har en stor sort hund."),
        ("es", "ca-valencia", "Los niños duermen.", "Els xiquets dormen."),
    ],
)
def test_close_pairs(real, source, target, text, expected):
    assert translate(said(text), source, target, real).cues[0].text == expected


def test_a_glossary_and_a_cache_work_with_it(real, tmp_path):
    glossary = Glossary([Term("dog", "can"), Term("New York")])
    with Cache(tmp_path) as cache:
        done = translate(said("My dog is in New York."), "en", "es", real, glossary, cache)
        again = translate(said("My dog is in New York."), "en", "es", real, glossary, cache)

    assert done.cues[0].text == "Mi can es en New York."
    assert again.cues == done.cues
    assert again.report.requests == 0


def test_any_thread_may_run_it(real):
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(translate, said("Yes."), "en", "es", real).result()

    assert done.cues[0].text == "Sí."


def test_a_whole_track_is_one_run(real):
    source = said(*[f"Sentence {number} is here." for number in range(300)])
    done = translate(source, "en", "es", real)

    assert done.report.counts["translated"] == 300
    assert done.report.requests == 1


def test_characters_of_its_own_format_come_back(real):
    hard = "a [b] {c} ^d/e$ \\ f~ < g > * h # i @ j \0 k"
    [made] = translate([cue(0, 1, hard)], "en", "es", real).cues

    assert [char for char in made.text if char in "[]{}^/$\\~<>*#@"] == [
        char for char in hard if char in "[]{}^/$\\~<>*#@"
    ]


def test_a_pair_that_is_not_there_is_told(real):
    with pytest.raises(EngineRefused, match=r"no mode for en into ja here; it has: .*eng-spa"):
        translate(said("One."), "en", "ja", real)
    options = TranslateOptions(to=("es",), engine="apertium:eng-xxx")
    with Translator(options) as translator, pytest.raises(EngineRefused, match="for eng-xxx"):
        translator.translate(said("One."), "en", "es")


@pytest.mark.parametrize(
    ("source", "target", "mode"),
    [
        ("en", "es", "eng-spa"),
        ("en-GB", "es-MX", "eng-spa"),
        ("es", "pt-BR", "es-pt_BR"),
        ("es", "pt", "es-pt"),
        ("es", "ca-valencia", "spa-cat_valencia"),
        ("es", "ca", "spa-cat"),
        ("en", "ja", ""),
    ],
)
def test_modes_are_chosen_by_language(source, target, mode):
    listed = [
        "spa-cat_valencia_uni",
        "spa-cat_valencia",
        "spa-cat",
        "eng-spa",
        "es-pt",
        "es-pt_BR",
        "x",
        "es-pt_ao",
    ]

    assert choose_mode(listed, source, target) == mode


@pytest.mark.parametrize("mode", ["-l", "eng", "eng-spa; rm", "../x-y"])
def test_only_names_of_modes_are_taken(mode):
    with pytest.raises(UsageError, match="is no mode"):
        open_engine(f"apertium:{mode}", EngineOptions())


def program(folder: Path, script: str, timeout_s: float = 30.0) -> ApertiumEngine:
    """Stands in for the program."""
    path = folder / "apertium"
    head = 'case "$1" in -l) echo eng-spa; exit 1;; -V) echo 9; exit;; esac\n'
    path.write_text(f"#!/bin/sh\n{head}{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return ApertiumEngine(parse_spec("apertium"), EngineOptions(timeout_s=timeout_s), str(path))


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo no data >&2; exit 3", "ends with 3: no data"),
        ("printf '[<p id=\"0\">]\\377'", "not UTF-8"),
        ('cat; cat <<X\n[<p id="0">]x\nX', "a text twice"),
        ("head -c 17000000 /dev/zero", "writes more than"),
    ],
)
def test_a_program_that_fails_costs_its_batch(tmp_path, script, message):
    with pytest.raises(BadAnswer, match=message):
        asyncio.run(ask(program(tmp_path, script), request("a")))


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path):
    begun = time.monotonic()
    with pytest.raises(BadAnswer, match=r"longer than 0.3 s"):
        asyncio.run(ask(program(tmp_path, "sleep 60 | cat", 0.3), request("a")))

    assert time.monotonic() - begun < 10


def test_a_program_that_drops_texts_is_asked_in_halves(tmp_path):
    script = "head -n 1"
    done = translate(said("One.", "Two.", "Three."), "en", "es", program(tmp_path, script))

    assert done.statuses == ["translated"] * 3
    assert done.report.requests == 5


def test_no_program_is_told_with_the_remedy(tmp_path):
    engine = ApertiumEngine(parse_spec("apertium"), EngineOptions(), str(tmp_path / "none"))

    with pytest.raises(TranslateError, match="apt-get install apertium"):
        translate(said("One."), "en", "es", engine)


def test_a_program_that_cannot_be_started_is_told(tmp_path):
    engine = program(tmp_path, "cat")
    (tmp_path / "apertium").write_text("#!/none/sh\n")

    with pytest.raises(EngineRefused, match="cannot be run"):
        translate(said("One."), "en", "es", engine)
