"""Credits, advertisements and watermarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.text import Context
from cuelift.text.ads import AdsOptions, ads
from cuelift.text.edits import Edits
from tests.text.hearing_impaired.support import track

FILL = [f"Line number {n}." for n in range(30)]
ADS = [
    "Subtitles by Marlow & Finch",
    "SUBTITLED BY THE KETTLE GROUP",
    "Sync & corrections by OwlPost\nwww.example.org",
    "Captioned by\nThe Lantern Media Access Group",
    "www.example.com",
    "- Visit us at www.example.com -",
    "Untertitel: Spreeton GmbH, 2019",
    "Untertitel im Auftrag des NDR",
    "Sous-titrage : Atelier du Moulin",
    "Subtítulos por LaGata",
    "Sottotitoli a cura di Studio Uno",
    "Legendas: Beira-Mar",
    "Ondertiteling: Polderwoord",
    "Svensk text: Ingela Furuvik",
    "Descargado de www.islas.example",
    "Hämtad från www.zoo.example",
    "Sesli betimleme ve altyazı: Gören Sözler",
    "Danske undertekster: A. Holm",
    "Napisy: Studio Lipa",
    "Субтитры: мастерская",
    "Altyazı: Martı",
    "ALTYAZI: MARTI",
    "字幕制作：あおぞら",
    "字幕组：小猫",
    "자막 제작: 하늘",
    "Titulky: Novák",
    "Felirat: Kovács",
    "Subtitrare: Popescu",
    "Do not re-upload",
    "Support us and become a VIP member",
    "The.Film.2020.1080p.WEB-DL.x264-GRP",
    "contact@example.com",
]
SPEECH = [
    "Who writes the subtitles for a film?",
    '"Subtitles by Clara." I like it.',
    "Go to www.example.com, please.",
    "Translation: he is an idiot.",
    "Corrected by whom?",
    "He's on the line.",
    "Visit us soon!",
    "Sí.No",
    "Subtitles: are they any good?",
    '"Visit our site www.example.com"',
    "Legenda boa é aquela.",
    "Email a@b, ok?",
    'Subtítulo de mi vida: "Casi".',
    "Untertitel von meinem Freund",
]


def run(cues, context=None, **options):
    edits = Edits("ads")
    return ads(cues, context or Context(), AdsOptions(**options), edits), edits.changes


@pytest.mark.parametrize("text", ADS)
def test_credits_are_taken_away_anywhere(text):
    made, changes = run(track(*FILL, text, *FILL))

    assert [cue.text for cue in made] == FILL + FILL
    assert [change.rule for change in changes] == ["advertisement"]


@pytest.mark.parametrize("text", SPEECH)
def test_speech_stays(text):
    cues = track(*FILL, text, *FILL)

    assert run(cues)[0] == cues


def test_translators_name_themselves_at_the_edges():
    assert run(track("Translation: Grupa Rosołek", *FILL))[0][0].text == FILL[0]
    assert run(track(*FILL, "www.example.net/elk – join us!"))[0][-1].text == FILL[-1]
    middle = track(*FILL, "Traduction : Atelier", *FILL)
    assert run(middle)[0] == middle


def test_a_line_of_a_cue_goes_alone():
    made, _ = run(track("Goodbye, then.\nwww.example.com", *FILL))

    assert made[0].text == "Goodbye, then."
    assert made[0].edits[0].text == "Goodbye, then.\nwww.example.com"


def test_credits_may_stay():
    cues = track("Subtitles by Ann", "www.example.com")

    assert run(cues, credits=False)[0] == cues


def test_watermarks_are_read_from_a_file():
    context = Context(read={"marks.txt": "# ours\nKETTLE TV\n\n/ripped\\s+by \\w+/\n"}.__getitem__)
    cues = track(
        "Hello. Kettle  TV",
        "Kettles TV",
        "Ripped by Bob\nNo.",
        "KETTLE TV",
        "x" * 400 + " KETTLE TV",
    )
    cues.append(Cue(start_ns=10**12, end_ns=None, spans=(Span("KETTLE TV"),), comment=True))

    made, _ = run(cues, context, watermark="marks.txt")

    assert [cue.text[:12] for cue in made] == ["Hello.", "Kettles TV", "No.", "x" * 12, "KETTLE TV"]


@given(st.lists(st.sampled_from([*ADS, *SPEECH, "", "A.\nwww.example.com\nB."]), max_size=30))
def test_twice_is_once(texts):
    made, _ = run(track(*texts))
    again, changes = run(made)

    assert again == made
    assert changes == []


@given(st.text(max_size=300))
def test_any_text_is_looked_at(text):
    run(track(text))


def test_what_a_labelled_speaker_says_is_speech():
    text = "Visit www.hive.example\nto count the bees."
    cues = track(*FILL, text)
    voice = [*cues[:-1], replace(cues[-1], speaker="Ann", speaker_is_voice=True)]
    part = [*cues[:-1], replace(cues[-1], spans=(Span(text, speaker="Ann"),))]

    assert run(voice)[0] == voice
    assert run(part)[0] == part
    assert run(cues)[0] != cues
