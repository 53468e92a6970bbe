"""Scripts and regions of one language, by the text."""

from __future__ import annotations

import pytest

from cuelift.language.variants import subtags, variant

BRAZIL = "Você viu o ônibus? Estou esperando o trem. Cadê a garota? Ela está falando no celular."
PORTUGAL = "Tu viste o autocarro? Estou a esperar o comboio. Queres o telemóvel? Diz-me, que fixe."


@pytest.mark.parametrize(
    ("tag", "text", "told"),
    [
        ("pt", BRAZIL, "pt-BR"),
        ("pt", PORTUGAL, "pt-PT"),
        ("pt", "Bom dia.", "pt"),
        ("zh", "这个时候我们说什么话？", "zh-Hans"),
        ("zh", "這個時候我們說什麼話？", "zh-Hant"),
        ("zh", "你好", "zh"),
        ("sr", "Шта је ово? Не знам где си.", "sr-Cyrl"),
        ("sr", "Šta je ovo? Gde si uvek?", "sr-Latn"),
        ("hr", "Šta je ovo? Gde si uvek?", "sr-Latn"),
        ("bs", "Što je ovo? Gdje si uvijek?", "hr"),
        ("sr", "Što je ovo? Gdje si uvijek?", "hr"),
        ("hr", "Kad je sunce zašlo, vojnici su krenuli prema gradu. " * 20, "sr-Latn"),
        ("sr", "Pjesma o djeci i vjetru, a mjesec sja nad Zagrebom. " * 20, "hr"),
        ("hr", "Pjesma o djeci i vjetru, a mjesec sja nad Zagrebom. " * 20, "hr"),
        ("hr", "Odjednom je objekat, što da ne, podjednako velik. " * 20, "sr-Latn"),
        ("no", "Jeg vet ikke hva det er. Hvordan har du det? Jeg er her.", "nb"),
        ("nb", "Eg veit ikkje kva det er. Korleis har du det? Eg er her.", "nn"),
        ("no", "Ja.", "no"),
        ("de", "Ja.", "de"),
    ],
)
def test_a_text_tells_its_variant_or_leaves_the_tag(tag, text, told):
    assert variant(tag, text) == told


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("en", ("en", "", "")),
        ("zh-Hant-HK", ("zh", "hant", "hk")),
        ("es-419", ("es", "", "419")),
        ("pt-BR", ("pt", "", "br")),
    ],
)
def test_a_tag_has_up_to_three_parts(tag, parts):
    assert subtags(tag) == parts
