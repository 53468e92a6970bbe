"""Forms of words by which lines of capitals tell what happens, where the words are not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.text.hearing_impaired.house import ARTICLES, House
from cuelift.text.hearing_impaired.words import Lexicon, parts
from cuelift.text.hearing_impaired.words.signs import PLACES


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = _set(
    """
    von im in aus der die das dem den am vom mit und wird auf over off from of de du des la le les
    el los las di da del della do dos van het uit z ze w na i от из на в с и och på av ve
    """
)
"""Between the words of a description."""
SWUNG = {"nl": ("open", "dicht"), "de": ("auf", "zu"), "sv": ("upp", "igen")}
"""The same behind verbs of other languages."""
MOVED = _set("open shut closed up down off on away over out past")
"""English: how something moves (``DOOR SWINGS SHUT``)."""
_REFLEXIVES = {
    "de": "sich", "es": "se", "it": "si", "pt": "se", "fr": "se", "pl": "się", "nl": "zich",
    "sv": "sig",
}  # fmt: skip
_DOES: dict[str, tuple[str, ...]] = {
    "en": ("s", "ing"),
    "de": ("t",),
    "nl": ("t",),
    "sv": ("ar", "er", "år", "ör"),
    "es": ("a", "e", "an", "en"),
    "pt": ("a", "e", "am", "em"),
    "it": ("a", "e", "no"),
    "fr": ("e", "t", "ent"),
    "pl": ("a", "e", "i", "y", "ą"),
    "ru": ("ет", "ёт", "ит", "ют", "ут", "ят", "ат", "тся"),
    "tr": ("or", "ar", "er", "ır", "ir", "ur", "ür", "lar", "ler"),
}
"""How verbs end of what somebody does now."""
_HEARD: dict[str, frozenset[str]] = {
    "en": _set(
        """
    muffled indistinct inaudible unintelligible garbled hushed faint loud shrill raucous subdued
    stifled rhythmic high-pitched low-pitched collective distant deafening thunderous piercing
    sporadic scattered polite excited nervous sudden sharp long short deep heavy ragged rapid
    uneasy awkward stunned eerie frantic mechanical metallic
    """
    ),
}
"""How something is heard; together with a sound it is no sign."""
_PLAINLY = _set(
    """
    muffled indistinct inaudible unintelligible garbled hushed stifled deafening raucous
    """
)
"""Those that signs never have."""
_MAKERS = _set(
    """
    horn pistol whistle buzzer klaxon gong drumroll bugle siren hooter foghorn gunshot ricochet
    """
)
_ASKED = _set(
    """
    knock ring tap click push strike shout speak kiss sing cry whisper listen call dial type stop
    start continue clap cheer dance play fire break pause crossing echo shot shots static signal
    crash punch slap snap pop rock boom blast roar scream howl thunder whiplash speed drums beat
    """
)
"""Alone in capitals they are orders, headlines or titles as well."""


_TONGUES = {
    "en": r"in [a-z]{3,}(?:ese|lish|ish)",
    "de": r"auf [a-zäöüß]{3,}(?:isch|änsch)",
    "fr": r"en [a-zéèêç]{3,}(?:ais|ois|ien|éen)",
    "es": r"en [a-záéíóúñ]{3,}(?:és|ino|ano)",
    "it": r"in [a-zàèéìò]{3,}(?:ese|ino|iano)",
    "pt": r"em [a-záéíóúâêôãõç]{3,}(?:ês|ino|iano)",
    "nl": r"in het [a-z]{2,}(?:s|isch)",
    "sv": r"på [a-zåäö]{2,}ska",
    "pl": r"po [a-ząćęłńóśźż]{3,}(?:sku|cku|dzku)",
    "ru": r"(?:говорит )?по-[а-яё]{3,}(?:ски|цки|ьи)",
    "tr": r"[a-zçğıöşü]{2,}[cç][ae] (?:konuşuyor|konuşur|söyler|bağırır|mırıldanır)",
}
"""Languages as names of them are made, also of those that are none (``in Whalese``)."""


_NO_TONGUES = re.compile(
    r"(?:[成谚諺俗标標口用术術评評耳私细細笑物単单單敬落勝隠言反熟宾主谓短咒絮暗寄结結题題批豪])[语語]"
)
_IDEOGRAPHIC = {
    "ja": re.compile(
        r"(?:[\u30a1-\u30f6ー]{2,8}|[\u4e00-\u9fff]{1,3})語(?:で(?:話す|叫ぶ)?|を話す)?"
    ),
    "zh": re.compile(r"[用说說讲講]?[\u4e00-\u9fff]{1,4}[语語]"),
}


def is_tongue(text: str, words: Lexicon) -> bool:
    """Whether it is told in which language something is said."""
    if words.ideographic:
        named = _IDEOGRAPHIC[words.language].fullmatch(text)
        return named is not None and not _NO_TONGUES.search(text)
    form = _TONGUES.get(words.language)
    return form is not None and re.fullmatch(form, words.lower(text)) is not None


def does(found: Sequence[str], house: House, words: Lexicon) -> bool:
    """Whether somebody who is known in the track, or something with ``itself``, does something.

    ``THE MAYOR FAINTS`` in a track with ``MAYOR: Where am I?``; ``EL TELÓN SE ATASCA``.
    """
    led = found[0] in ARTICLES or found[0] == "the"
    at = 1 + led
    if len(found) <= at or PLACES.any(found):
        return False
    subject = found[at - 1]
    if found[-1] in SWUNG.get(words.language, ()) and words.weak(subject) and len(found) == at + 2:
        return found[at].endswith(_DOES[words.language])
    known = subject in house.names or " ".join(found[led:at]) in house.names
    reflexive = _REFLEXIVES.get(words.language, "-")
    if reflexive in found[at:]:
        return known or led or words.weak(subject)
    return known and found[at].endswith(_DOES.get(words.language, ("\0",)))


def is_noun(found: Sequence[str], words: Lexicon) -> bool:
    """Whether a sound is named, with how it is heard: ``COLLECTIVE GROAN``, ``AIR HORN``."""
    if words.language != "en" or PLACES.any(found) or found[0] == "the":
        return False
    heard = found[0] in _HEARD["en"]
    if found[0] in _PLAINLY and len(found) <= 3:
        return True
    sound = words.sound.any(parts(found[-1])) or words.music.any(parts(found[-1]))
    if heard and sound and len(found) <= 4:
        return True
    return len(found) == 2 and found[-1] in _MAKERS


def is_noise(word: str, words: Lexicon) -> bool:
    """Whether one word names a sound that nobody would ask for."""
    return words.language == "en" and len(word) > 3 and word not in _ASKED and words.sound.has(word)


_MANY = _set("children men women people geese mice oxen sheep police cattle")
"""English: several, without the ending."""


def do_sound(found: Sequence[str], words: Lexicon) -> bool:
    """English: several make a sound, and what they do has no ending: ``SHEARS SNIP``."""
    if words.language != "en" or len(found) < 2 or PLACES.any(found):
        return False
    several = found[0] in _MANY or (found[0].endswith("s") and not found[0].endswith("ss"))
    if not several or words.sound.has(found[0]) or not words.sound.has(found[1]):
        return False
    if len(found) > 2 and found[2] not in _WHERE:
        return False
    return found[1] not in _ASKED or found[0] in _MANY


_WHERE = _set("in on at against along together it to softly loudly quietly") | MOVED


_FAILS = {
    "en": r"(?:\w+ )?(?:engine|motor|car|truck|van|boat|ignition|bike|mower) (?:won't|fails to|does"
    r" not|doesn't) (?:start|turn over|catch|fire)",
    "de": r"(?:\w+ )?(?:motor|auto|wagen|moped|anlasser) springt nicht an",
    "fr": r"(?:le |la )?(?:moteur|voiture|moto|camion)(?: qui)? (?:ne |n')(?:démarre|part) pas",
    "es": r"(?:el |la )?(?:motor|coche|carro|moto|furgoneta)(?: que)? no (?:arranca|enciende)",
    "it": r"(?:il |la |l')?(?:motore|motorino|auto|macchina|moto)(?: che)? non (?:parte|si avvia)",
    "pt": r"(?:o |a )?(?:motor|carro|moto|carrinha)(?: que)? não (?:pega|arranca|liga)",
    "nl": r"(?:de )?(?:motor|auto|wagen|brommer) (?:start niet|wil niet starten|kan niet starten"
    r"|slaat niet aan)",
    "sv": r"(?:motorn?|bilen|mopeden) (?:startar inte|vill inte starta|går inte igång)",
    "pl": r"(?:silnik|samochód|auto) nie (?:zapala|odpala|chce zapalić|chce odpalić)",
    "ru": r"(?:мотор|двигатель|машина) не заводится",
    "tr": r"(?:motor|araba) (?:çalışmıyor|marş almıyor)",
}
"""What is heard of an engine that does not start."""
_RELATIVE = frozenset((" que ", " qui ", " che "))


def fails(text: str, words: Lexicon, *, named: bool = False) -> bool:
    """Whether an engine does not start.

    Args:
        text: any letters.
        words: of the language.
        named: only as a name of the sound (``motor que no arranca``), not as a sentence.
    """
    lowered = words.lower(text)
    if named and not any(word in lowered for word in _RELATIVE):
        return False
    return re.fullmatch(_FAILS.get(words.language, r"(?!)"), lowered) is not None


_MANNERS = {
    "en": r"(?:in|with) an? (?:low|hushed|quiet|small|hoarse|shaky|trembling|muffled) voice"
    r"|under (?:his|her|their) breath",
    "de": r"(?:mit |in )?(?:leiser|gedämpfter|heiserer|zitternder|belegter|tiefer) (?:stimme|ton)",
    "fr": r"à (?:voix basse|mi-voix|demi-voix|haute voix|voix haute)|tout bas|d'une voix \w+",
    "es": r"(?:en voz (?:baja|alta)|a media voz|en un susurro|con voz \w+)",
    "it": r"(?:a (?:bassa|mezza|alta) voce|ad alta voce|a voce (?:bassa|alta)|con voce \w+)",
    "pt": r"(?:em voz (?:baixa|alta)|a meia voz|à meia-voz|num sussurro|com voz \w+)",
    "nl": r"op (?:fluistertoon|zachte toon|gedempte toon)|met (?:zachte|hese|bevende|lage) stem",
    "sv": r"med (?:låg|hes|darrande|dämpad|svag) röst|på viskande ton",
    "pl": r"(?:cichym|ściszonym|drżącym|zachrypniętym|przyciszonym) głosem|pod nosem",
    "ru": r"(?:тихим|хриплым|дрожащим|низким|приглушённым) голосом|вполголоса|себе под нос",
    "tr": r"(?:alçak|kısık|titrek|boğuk) (?:bir )?sesle",
}


def is_manner(text: str, words: Lexicon) -> bool:
    """Whether a phrase tells with which voice something is said, and nothing else."""
    lowered = words.lower(text)
    return re.fullmatch(_MANNERS.get(words.language, r"(?!)"), lowered) is not None
