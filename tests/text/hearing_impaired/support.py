"""Small tracks for the tests."""

from __future__ import annotations

from cuelift.cues import Cue, Span, Style
from cuelift.text.hearing_impaired import mark

SECOND = 1_000_000_000


def track(*texts: str, gap: int = SECOND) -> list[Cue]:
    """Cues of three seconds one after the other."""
    step = 3 * SECOND + gap
    return [
        Cue(start_ns=n * step, end_ns=n * step + 3 * SECOND, spans=(Span(text),))
        for n, text in enumerate(texts)
    ]


def colored(*lines: tuple[str | None, str]) -> list[Cue]:
    """Cues of one colour each."""
    made = track(*[text for _, text in lines])
    return [
        Cue(
            start_ns=cue.start_ns,
            end_ns=cue.end_ns,
            spans=(Span(cue.text, Style(color=color)),),
        )
        for cue, (color, _) in zip(made, lines, strict=True)
    ]


def marked(cues: list[Cue], language: str | None = "en") -> list[list[tuple[str, str]]]:
    """Kind and text of each mark."""
    return [
        [(each.kind, cue.text[each.start : each.end]) for each in marks]
        for cue, marks in zip(cues, mark(cues, language), strict=True)
    ]


HOUSES = {
    "en": ("[door slams]", "[sighs]", "[dog barking]", "[laughs] No!"),
    "de": ("(Tür knallt)", "(seufzt)", "(Hund bellt)", "(lacht) Nein!"),
    "fr": ("(La porte claque.)", "(Il soupire.)", "(Un chien aboie.)", "(Il rit.) Non !"),
    "es": ("(Portazo)", "(Suspira)", "(Perro ladra)", "(Ríe) ¡No!"),
    "it": ("(Porta che sbatte)", "(Sospira)", "(Cane abbaia)", "(Ride) No!"),
    "pt": ("(Porta bate)", "(Suspira)", "(Cão ladra)", "(Ri) Não!"),
    "nl": ("(deur slaat dicht)", "(zucht)", "(hond blaft)", "(lacht) Nee!"),
    "sv": ("(dörr smäller)", "(suckar)", "(hund skäller)", "(skrattar) Nej!"),
    "pl": ("(trzask drzwi)", "(wzdycha)", "(pies szczeka)", "(śmieje się) Nie!"),
    "ru": ("(хлопает дверь)", "(вздыхает)", "(лает собака)", "(смеётся) Нет!"),
    "tr": ("(kapı çarpar)", "(iç çeker)", "(köpek havlar)", "(güler) Hayır!"),
    "ja": ("（ドアの音）", "（ため息）", "（犬の鳴き声）", "（笑い声で）いいえ"),
    "zh": ("（关门声）", "（叹气）", "（狗叫）", "（笑）不"),
}
ASIDES = {
    "en": (
        "(He means well.)",
        "My brother (the tall one) left.",
        "[and so do I]",
        "Hit it (twice).",
    ),
    "de": ("(Er meint es gut.)", "Mein Bruder (der große) ging.", "(Weinen hilft nicht.)"),
    "fr": ("(Comme d'habitude.)", "Mon frère (le grand) est parti.", "(Dieu ait son âme.)"),
    "es": ("(Como siempre.)", "La puerta (la roja) está cerrada.", "(Llorar no ayuda.)"),
    "it": ("(Come sempre.)", "La porta (quella rossa) è chiusa.", "(Piangere non serve.)"),
    "pt": ("(Como sempre.)", "A porta (a vermelha) está fechada.", "(Chorar não adianta.)"),
    "nl": ("(Zoals altijd.)", "De deur (de rode) is dicht.", "(Huilen helpt niet.)"),
    "sv": ("(Som vanligt.)", "Dörren (den röda) är stängd.", "(Gråt hjälper inte.)"),
    "pl": ("(Jak zwykle.)", "Drzwi (czerwone) są zamknięte.", "(Płacz nie pomoże.)"),
    "ru": ("(Как обычно.)", "Дверь (красная) закрыта.", "(Слёзы не помогут.)"),
    "tr": ("(Her zamanki gibi.)", "Kapı (kırmızı) kapalı.", "(Ağlamak boşuna.)"),
    "ja": ("（いつものことだ）", "弟（背の高い方）は帰った", "（笑う門には福来る）"),
    "zh": ("（老样子）", "弟弟（高的那个）走了", "（笑一笑，十年少）", "（哭也没用）"),
}
