"""Signs, places, times and requests among descriptions stay; what is under way goes."""

import pytest

from cuelift.cues import Cue, Span
from cuelift.text.hearing_impaired import mark


def marked(language, *texts):
    cues = [
        Cue(start_ns=at * 3, end_ns=at * 3 + 2, spans=(Span(text),))
        for at, text in enumerate(texts)
    ]
    return [bool(each) for each in mark(cues, language)]


SAID = ("Well, come in.", "Oh? Ah.", "No... no.")
LINES = {
    "en": ("DOOR SLAMS", "LAUGHTER", "DOG BARKS", "PHONE RINGS"),
    "es": ("RISAS", "DISPAROS", "LADRIDOS", "APLAUSOS"),
    "ru": ("СМЕХ", "ВЫСТРЕЛЫ", "ЛАЙ СОБАК", "ШАГИ"),
    "it": ("RISATE", "SPARI", "PASSI", "APPLAUSI"),
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "SPLASH", False),
        ("en", "CRASH TEST", False),
        ("en", "THE RINGING CEDARS", False),
        ("en", "MUSIC HALL", False),
        ("en", "MUSIC SWELLS", True),
        ("en", "SOLDIERS MARCHING", True),
        ("es", "SILENCIO", False),
        ("es", "HOMBRES TRABAJANDO", False),
        ("es", "PLATOS ROMPIÉNDOSE", True),
        ("es", "EXPLOSION LEJANA", True),
        ("it", "RAMI CHE SI SPEZZANO", True),
        ("ru", "ГОВОРИТ МОСКВА", False),
        ("ru", "ГОВОРИТ ПО-НЕМЕЦКИ", True),
    ],
)
def test_lines_of_capitals(language, text, expected):
    assert marked(language, *LINES[language], *SAID, text)[-1] is expected


BRACKETS = {
    "en": ("[Door slams]", "[Dog barks]", "[All laughing]"),
    "de": ("(Er lacht.)", "(Hund bellt.)", "(Schritte.)"),
    "ja": ("（笑い声）", "（足音）", "（銃声）"),
    "zh": ("（笑声）", "（脚步声）", "（枪声）"),
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "[Riverside Hotel]", False),
        ("en", "[Two weeks earlier]", False),
        ("en", "[Please ring the bell]", False),
        ("de", "(Wie immer.)", False),
        ("ja", "（湖畔ホテル）", False),
        ("ja", "（えずく）", True),
        ("ja", "（彼は戻らなかった）", False),
        ("zh", "（火车驶过）", True),
        ("zh", "（请按门铃）", False),
        ("zh", "（别告诉她）", False),
    ],
)
def test_brackets(language, text, expected):
    assert marked(language, *BRACKETS[language], text)[-1] is expected
