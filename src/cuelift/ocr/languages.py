"""What is known of each language: its script, its data's names, and which engine reads it best."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple


class OcrLanguage(NamedTuple):
    """How one language is read."""

    tag: str
    name: str
    script: str
    """ISO 15924."""
    tesseract: str
    """The name of Tesseract's data."""
    first: str
    """The engine that reads it best: ``ppocr`` or ``tesseract``."""
    letters: str
    """Characters beside ASCII letters that its texts need; empty: not known."""


_LATIN = """
en|English|eng|ppocr|
fr|French|fra|ppocr|àâæçéèêëîïôœùûüÿ«»
de|German|deu|ppocr|äöüß„“
es|Spanish|spa|tesseract|áéíñóúü¡¿
pt|Portuguese|por|ppocr|ãáàâçéêíõóôú
it|Italian|ita|ppocr|àèéìòù
pl|Polish|pol|ppocr|ąćęłńóśźż„”
cs|Czech|ces|ppocr|áčďéěíňóřšťúůýž„“
sv|Swedish|swe|ppocr|åäö
hu|Hungarian|hun|ppocr|áéíóöőúüű„”
tr|Turkish|tur|tesseract|çğıİöşü
vi|Vietnamese|vie|tesseract|ăâđêôơưạảấầẩẫậắằẳẵặ
nl|Dutch|nld|ppocr|ëïéè
da|Danish|dan|ppocr|æøå
nb|Norwegian Bokmål|nor|ppocr|æøå
nn|Norwegian Nynorsk|nor|ppocr|æøå
no|Norwegian|nor|ppocr|æøå
fi|Finnish|fin|ppocr|äö
is|Icelandic|isl|tesseract|áðéíóúýþæö
ro|Romanian|ron|tesseract|ăâîșț
sk|Slovak|slk|tesseract|áäčďéíĺľňóôŕšťúýž
sl|Slovenian|slv|tesseract|čšž
hr|Croatian|hrv|tesseract|čćđšž
bs|Bosnian|bos|tesseract|čćđšž
et|Estonian|est|tesseract|äõöüšž
lv|Latvian|lav|tesseract|āčēģīķļņšūž
lt|Lithuanian|lit|tesseract|ąčęėįšųūž
sq|Albanian|sqi|tesseract|çë
ca|Catalan|cat|tesseract|àçèéíïòóúü·
gl|Galician|glg|tesseract|áéíñóúü¡¿
eu|Basque|eus|tesseract|ñ
ga|Irish|gle|tesseract|áéíóú
cy|Welsh|cym|tesseract|âêîôûŵŷ
mt|Maltese|mlt|tesseract|ċġħż
id|Indonesian|ind|ppocr|
ms|Malay|msa|ppocr|
tl|Tagalog|tgl|tesseract|ñ
sw|Swahili|swa|ppocr|
af|Afrikaans|afr|ppocr|êëîïôû
eo|Esperanto|epo|tesseract|ĉĝĥĵŝŭ
la|Latin|lat|ppocr|
az|Azerbaijani|aze|tesseract|çəğıİöşü
uz|Uzbek|uzb|tesseract|ʻ
"""

_OTHER = """
zh|Chinese, simplified|chi_sim|ppocr|Hans
zh-Hant|Chinese, traditional|chi_tra|ppocr|Hant
ja|Japanese|jpn|ppocr|Jpan
ko|Korean|kor|tesseract|Kore
ru|Russian|rus|tesseract|Cyrl|абвгдеёжзийклмнопрстуфхцчшщъыьэюя
uk|Ukrainian|ukr|tesseract|Cyrl|абвгґдеєжзиіїйклмнопрстуфхцчшщьюя
be|Belarusian|bel|tesseract|Cyrl|абвгдеёжзійклмнопрстуўфхцчшыьэюя
bg|Bulgarian|bul|tesseract|Cyrl|абвгдежзийклмнопрстуфхцчшщъьюя
mk|Macedonian|mkd|tesseract|Cyrl|абвгдѓежзѕијклљмнњопрстќуфхцчџш
sr|Serbian|srp|tesseract|Cyrl|абвгдђежзијклљмнњопрстћуфхцчџш
kk|Kazakh|kaz|tesseract|Cyrl
ky|Kyrgyz|kir|tesseract|Cyrl
mn|Mongolian|mon|tesseract|Cyrl
tg|Tajik|tgk|tesseract|Cyrl
el|Greek|ell|tesseract|Grek
he|Hebrew|heb|tesseract|Hebr
yi|Yiddish|yid|tesseract|Hebr
ar|Arabic|ara|tesseract|Arab
fa|Persian|fas|tesseract|Arab
ur|Urdu|urd|tesseract|Arab
ug|Uyghur|uig|tesseract|Arab
th|Thai|tha|tesseract|Thai
lo|Lao|lao|tesseract|Laoo
km|Khmer|khm|tesseract|Khmr
my|Burmese|mya|tesseract|Mymr
hi|Hindi|hin|tesseract|Deva
mr|Marathi|mar|tesseract|Deva
ne|Nepali|nep|tesseract|Deva
bn|Bengali|ben|tesseract|Beng
pa|Punjabi|pan|tesseract|Guru
gu|Gujarati|guj|tesseract|Gujr
ta|Tamil|tam|tesseract|Taml
te|Telugu|tel|tesseract|Telu
kn|Kannada|kan|tesseract|Knda
ml|Malayalam|mal|tesseract|Mlym
si|Sinhala|sin|tesseract|Sinh
ka|Georgian|kat|tesseract|Geor
hy|Armenian|hye|tesseract|Armn
am|Amharic|amh|tesseract|Ethi
"""


def _table() -> dict[str, OcrLanguage]:
    table = {}
    for row in _LATIN.strip().splitlines():
        tag, name, data, first, letters = row.split("|")
        table[tag] = OcrLanguage(tag, name, "Latn", data, first, letters)
    for row in _OTHER.strip().splitlines():
        tag, name, data, first, script, *own = row.split("|")
        table[tag] = OcrLanguage(tag, name, script, data, first, "".join(own))
    return table


LANGUAGES = MappingProxyType(_table())
"""By tag, in the order of the table that ``cuelift ocr doctor`` prints."""

RIGHT_TO_LEFT = frozenset(("Arab", "Hebr"))
EAST_ASIAN = frozenset(("Hans", "Hant", "Jpan"))
UNSPACED = EAST_ASIAN | {"Thai", "Laoo", "Khmr", "Mymr"}
"""Scripts that do not part words by spaces."""
STACKED = frozenset(("Thai", "Laoo", "Khmr", "Mymr"))
"""Scripts whose marks over a letter may be as high as it is."""

PARTLY = frozenset(("vi",))
"""Languages whose letters the recogniser of lines has only some of: it reads them as a second."""

_PPOCR_SCRIPTS = EAST_ASIAN | {"Latn"}
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant", "yue")


def known(language: str) -> OcrLanguage | None:
    """What is known of the language of a tag; regions and unknown subtags do not matter."""
    lower = language.lower()
    if lower.startswith(_TRADITIONAL):
        return LANGUAGES["zh-Hant"]
    found = LANGUAGES.get(lower.split("-")[0])
    script = _script_of(lower)
    if found is None or script is None or script == found.script.lower():
        return found
    if script == "latn":  # Serbian, Uzbek and others are written in two scripts
        return found._replace(script="Latn", tesseract=f"{found.tesseract}_latn", letters="")
    data = f"{found.tesseract}_{script}"
    return found._replace(script=script.title(), tesseract=data, letters="")


def _script_of(lower: str) -> str | None:
    return next((part for part in lower.split("-")[1:] if len(part) == 4 and part.isalpha()), None)


def ppocr_reads(language: str) -> bool:
    """Whether the first engine can write the script of a language."""
    found = known(language)
    return found is not None and found.script in _PPOCR_SCRIPTS and found.tag not in PARTLY
