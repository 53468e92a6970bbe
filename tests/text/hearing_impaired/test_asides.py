"""Asides that name sounds are left, descriptions with the same words are found."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.asides import is_aside, is_remark
from cuelift.text.hearing_impaired.words import lexicon
from tests.text.hearing_impaired.support import marked, track

ASIDES = {
    "en": ["so much for silence", "the one with the cat", "a fox, they said"],
    "de": ["wie ein bellender Hund", "der mit der Katze", "kein Schrei, kein Laut"],
    "fr": ["comme un chien qui aboie", "celui du chat"],
    "es": ["tanto silencio", "el del gato", "más ruido que nueces"],
    "it": ["che baccano", "quello del gatto", "molto rumore per nulla"],
    "pt": ["que barulho", "o do gato"],
    "nl": ["wat een lawaai", "die met de kat"],
    "sv": ["vilket oväsen", "han med katten"],
    "pl": ["co za hałas", "ten od kota", "dzwonić dwa razy"],
    "ru": ["какой шум", "звонить два раза"],
    "tr": ["kedisi olan", "iki kez çalınız"],
    "ja": ["笑うなよ", "やっと笑った", "叫びたい", "音がしないな"],
    "zh": ["小声点", "别笑", "枪在他手里", "他没开枪"],
}
SOUNDS = {
    "en": ["the dog barks", "laughs"],
    "de": ["der Hund bellt", "kein Ton"],
    "fr": ["un chien aboie"],
    "es": ["el perro ladra"],
    "it": ["il cane abbaia"],
    "pt": ["o cão late"],
    "nl": ["de hond blaft"],
    "sv": ["hunden skäller"],
    "pl": ["pies szczeka"],
    "ru": ["собака лает"],
    "tr": ["köpek havlar"],
    "ja": ["犬の鳴き声", "ドアが開く"],
    "zh": ["犬吠声", "欢快的片头曲", "紧张的鼓点"],
}


def aside(text, language):
    words = lexicon(language)
    return is_aside(text, words.words(text), False, words)


@pytest.mark.parametrize("language", ASIDES)
def test_the_form_of_speech_is_seen(language):
    assert [text for text in ASIDES[language] if not aside(text, language)] == []


@pytest.mark.parametrize("language", SOUNDS)
def test_descriptions_have_no_form_of_speech(language):
    assert [text for text in SOUNDS[language] if aside(text, language)] == []


def test_the_second_half_of_a_description_may_begin_with_and():
    words = lexicon("en")

    assert is_aside("and then nothing", words.words("and then nothing"), False, words)
    assert not is_aside("and a dog barks", words.words("and a dog barks"), True, words)


def test_sentences_are_speech_where_descriptions_begin_small():
    cues = track("(porta sbatte)", "(ride)", "(squilla il telefono)", "(Rumore.)", "(Silenzio!)")

    assert marked(cues, "it")[3:] == [[], []]


def test_a_full_stop_is_speech_where_no_description_has_one():
    cues = track("(Tür knallt)", "(Lachen)", "(Telefon klingelt)", "(Reden ist ein Lachen.)")

    assert marked(cues, "de")[3] == []


def test_words_in_brackets_behind_a_name_are_thoughts_once_the_name_is_gone():
    cues = track("(lacht)", "(seufzt)", "Vera: (flüstert) (Atem holen.)", "Vera: Ja.")

    assert ("sound", "(Atem holen.)") not in marked(cues, "de")[2]


@pytest.mark.parametrize("text", ["下雨了", "又下雪了。", "天亮啦"])
def test_what_has_just_begun_is_said_by_somebody(text):
    assert is_remark(text)


@pytest.mark.parametrize("text", ["下雨", "雨声", "门开了", "他笑了"])
def test_what_happens_is_told(text):
    assert not is_remark(text)
