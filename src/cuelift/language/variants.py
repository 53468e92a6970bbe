"""Tells scripts and regions of one language apart by the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

LEAST = 4
"""Signs of a variant, from which on it is told."""
MARGIN = 2
"""So many times those of the other."""

_HANT = frozenset(
    "這個們說來時會為國對過還沒開關東車門見長點後裡嗎麼樣話請讓頭學電問誰現實應該覺給"
)
_HANS = frozenset(
    "这个们说来时会为国对过还没开关东车门见长点后里吗么样话请让头学电问谁现实应该觉给"
)
_BRAZIL = (
    "você vocês ônibus trem celular banheiro café-da-manhã gente cadê bebê time garota garoto "
    "legal beleza moço moça policial xícara geladeira esporte terno tudo-bem fato contato ação "
    "econômico gênio tênis prêmio atônito bônus fenômeno polêmica quilômetro amazônia acadêmico"
)
_PORTUGAL = (
    "tu estás tens és queres vais sabes podes autocarro comboio telemóvel miúdo miúda rapariga "
    "pequeno-almoço casa-de-banho facto contacto equipa fixe giro fato-de-banho polícia-judiciária "
    "connosco económico génio ténis prémio atónito bónus fenómeno polémica quilómetro académico "
    "chávena frigorífico desporto percebes achas vês olha vosso vossa vós sítio"
)
_GERUND = re.compile(
    r"\b(?:est(?:ou|á|ão|amos|ava|avam)|fic(?:o|a|ou|ava)|and(?:a|ei|ou))\s+\w+ndo\b"
)
_ENCLITIC = re.compile(r"\w-(?:me|te|se|lhe|lhes|nos|vos|o|a|os|as|no|na)\b")
_INFINITIVE = re.compile(
    r"\b(?:est(?:ou|á|ás|ão|amos|ava|avas|avam)|fic(?:o|a|ou|ava)|and(?:a|ei|ou))\s+a\s+\w+[aei]r\b"
)


_NYNORSK = "eg ikkje ein me dykk noko nokon kva korleis kvifor frå berre heile vere gjere mykje"
_BOKMAL = "jeg ikke en dere noe noen hva hvordan hvorfor fra bare hele være gjøre mye"


_SERBIAN = (
    "šta ko neko niko svako uvek gde ovde negde nigde pre posle vreme mesto lepo lep lepa reč reči "
    "dete deca svet svetu verujem verovati videti videli hteo htela hteli deo ceo cela cele mleko "
    "nedelja nedelju hiljada hiljadu takođe opšte voz hleb vazduh muzika sledeći sledeće razumem "
    "razume umem uspeo uspeh devojka devojku čovek čoveka ljudi bre sem jeste ukoliko povodom "
    "odeća sedi sedite vredi vreme vremena potrebno obe dve svesti"
)
_CROATIAN = (
    "tko netko nitko svatko uvijek gdje ovdje negdje nigdje prije poslije vrijeme mjesto "
    "lijepo lijep lijepa riječ riječi dijete svijet svijetu vjerujem vjerovati vidjeti vidjeli "
    "htio htjela htjeli dio cijeli cijela cijele mlijeko tjedan tjedna tisuća tisuću također opće "
    "vlak kruh zrak glazba sljedeći sljedeće razumijem razumije umijem uspio uspjeh "
    "djevojka djevojku čovjek čovjeka odjeća sjedi sjednite vrijedi vremena obje dvije "
    "svijesti kolovoz siječanj"
)


_IJEKAVIAN = re.compile(
    r"[bcdfghkmprstvzčšž]je(?!d[nv]|k[at]|m?\b)|(?:(?<!b)ije|bije(?=l))(?=[bcčghklmnpsštvz])"
)
"""Croatian has ``je`` and ``ije`` where most Serbian has ``e``; not ``objekat``, ``odjednom``."""
_IJEKAVIAN_WORDS = 140
"""Of Croatian, in which there is more than one; Serbian has one in 300 or more."""


def variant(tag: str, text: str) -> str:
    """The tag with its script or region, where the text tells it."""
    tell = _TELLERS.get(tag)
    return tell(text) if tell else tag


def _chinese(text: str) -> str:
    count = Counter(text)
    both = _HANT & _HANS
    hant = sum(count[char] for char in _HANT - both)
    hans = sum(count[char] for char in _HANS - both)
    return _told("zh", {"zh-Hant": hant, "zh-Hans": hans})


def _serbian(text: str) -> str:
    latin = sum("a" <= char <= "z" or char in "čćžšđ" for char in text.lower())
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text)
    if latin <= cyrillic:
        return _told("sr", {"sr-Cyrl": cyrillic, "sr-Latn": latin})
    serbian, croatian = _south_slavic(text)
    return "sr-Latn" if serbian >= croatian else "hr"


def _croatian(text: str) -> str:
    serbian, croatian = _south_slavic(text)
    return "sr-Latn" if serbian > croatian else "hr"


def _south_slavic(text: str) -> tuple[int, int]:
    """The signs of Serbian and of Croatian in a text in Latin script."""
    lowered = text.lower()
    words = Counter(re.findall(r"[^\W\d_]+", lowered))
    croatian = _count(words, _CROATIAN) + len(_IJEKAVIAN.findall(lowered))
    return _count(words, _SERBIAN) + words.total() // _IJEKAVIAN_WORDS, croatian


def _portuguese(text: str) -> str:
    lowered = text.lower()
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", lowered))
    brazil = 2 * _count(words, _BRAZIL) + 2 * len(_GERUND.findall(lowered))
    portugal = _count(words, _PORTUGAL) + 2 * len(_INFINITIVE.findall(lowered))
    portugal += len(_ENCLITIC.findall(lowered)) // 2
    return _told("pt", {"pt-BR": brazil, "pt-PT": portugal})


def _count(words: Counter[str], known: str) -> int:
    return sum(words[word] for word in set(known.split()))


def _norwegian(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    return _told("no", {"nb": _count(words, _BOKMAL), "nn": _count(words, _NYNORSK)})


def _told(tag: str, signs: dict[str, int]) -> str:
    """The variant that has far more signs than the other, or the bare tag."""
    (best, most), (_, least) = sorted(signs.items(), key=lambda each: -each[1])
    return best if most >= LEAST and most >= MARGIN * least else tag


_TELLERS: dict[str, Callable[[str], str]] = {
    "zh": _chinese,
    "sr": _serbian,
    "hr": _croatian,
    "bs": _croatian,
    "pt": _portuguese,
    "no": _norwegian,
    "nb": _norwegian,
    "nn": _norwegian,
}


def subtags(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a tag, in lower case; empty where it has none."""
    language, *rest = tag.lower().split("-")
    script = _first(part for part in rest if len(part) == 4 and part.isalpha())
    region = _first(
        part
        for part in rest
        if (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())
    )
    return language, script, region


def _first(parts: Iterable[str]) -> str:
    return next(iter(parts), "")
