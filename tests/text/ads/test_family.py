"""Credits by the families of their words."""

import pytest

from cuelift.cues import Cue, Span
from cuelift.text import clean

S = 1_000_000_000


def left(text):
    cues = [
        Cue(start_ns=0, end_ns=S, spans=(Span("Hello there."),)),
        Cue(start_ns=2 * S, end_ns=3 * S, spans=(Span(text),)),
    ]
    return [cue.text for cue in clean(cues, "ads").cues][1:]


@pytest.mark.parametrize(
    "text",
    [
        "Captions and timing by Orla Finch",
        "Subtitled for Harbour Films by\nP. Nakamura",
        "Untertitel und Redaktion: Elbtext GmbH",
        "Textning: Björk & Co.",
        "Traduction et timing : Équipe Lune",
        "Legendas e sincronia: Farol_99",
        "Sottotitoli a cura di\nSTUDIO VELA",
        "SUBTÍTULOS ELABORADOS POR\nLA TINTA ROJA",
        "Napisy i korekta: Borsuk",
        "Ondertiteling en vertaling: Zeemeeuw BV",
        "Перевод и тайминг: Команда Рысь",
        "Altyazı ve senkron: Kuzey",
        "字幕组制作：蓝鲸",
        "© 2019 Nordlicht Medien",
        "Closed captioning by Willow Media Group",
        "Timing & Encoding: RiverRaft",
    ],
)
def test_credits(text):
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Translation: he hates you.",
        "The subtitles were made by idiots",
        "Captain by name",
        "Legend by day",
        "The correct answer: Paris",
        "Correct: Paris",
        "Revised plan: we go at dawn",
        "Adapt or die",
        "A legend: John Wayne",
        "Subtitles? By whom?",
        "The caption: A Day in Hell",
        "She translated for us by the river",
        "Die Übersetzung: schlecht",
        "Correct me, by God",
        "The rip: a long one",
        "Legend of Zelda: Ocarina",
        "Une traduction : rien du tout",
        "He was corrected by Anna",
        "Edited by a monkey",
        "Sync by the fountain at noon",
    ],
)
def test_speech_with_the_words_of_credits(text):
    assert left(text) == [text]
