"""Reads a language out of the title of a track, as ``Português (Brasil)``."""

from __future__ import annotations

import re
from functools import cache

_NAMES = """
ar=arabic,العربية,arabe bg=bulgarian,български bn=bengali,বাংলা bs=bosnian,bosanski
ca=catalan,català cs=czech,čeština,cesky,česky cy=welsh,cymraeg da=danish,dansk
de=german,deutsch,allemand,alemán el=greek,ελληνικά
en=english,anglais,inglés,englisch,inglês,inglese
es=spanish,español,castellano,espagnol,spanisch,espanhol,spagnolo et=estonian,eesti
eu=basque,euskara fa=persian,farsi,فارسی fi=finnish,suomi fil=filipino,tagalog
fr=french,français,francais,französisch,francés,francese,francês ga=irish,gaeilge
gl=galician,galego he=hebrew,עברית hi=hindi,हिन्दी,हिंदी hr=croatian,hrvatski
hu=hungarian,magyar id=indonesian,indonesia is=icelandic,íslenska
it=italian,italiano,italien,italienisch ja=japanese,日本語 ko=korean,한국어 lt=lithuanian,lietuvių
lv=latvian,latviešu mk=macedonian,македонски ml=malayalam,മലയാളം ms=malay,melayu
nb=bokmål,bokmal nl=dutch,nederlands,niederländisch nn=nynorsk no=norwegian,norsk
pl=polish,polski pt=portuguese,português,portugues,portugais ro=romanian,română
ru=russian,русский sk=slovak,slovenčina sl=slovenian,slovenščina sq=albanian,shqip
sr=serbian,srpski,српски sv=swedish,svenska ta=tamil,தமிழ் te=telugu,తెలుగు th=thai,ไทย
tr=turkish,türkçe uk=ukrainian,українська ur=urdu,اردو vi=vietnamese,việt
zh=chinese,mandarin,中文,汉语,漢語,chinois,chino yue=cantonese,粵語,粤语
"""
_VARIANTS = """
zh-Hans=simplified,简体,简中,简,chs,mainland zh-Hant=traditional,繁體,繁体,繁中,繁,cht,taiwan
zh-Hant-HK=hong pt-BR=brazil,brazilian,brasil,brasileiro pt-PT=portugal,european,europeu
es-419=latin,latinoamérica,latinoamericano,latinoamerica,américa,latinoamericana
es-ES=spain,españa,castilian,european,europeo es-MX=mexico,méxico,mexican
fr-CA=canada,canadien,canadian,québec fr-FR=france,parisian en-US=us,usa,american
en-GB=uk,british,gb sr-Latn=latin,latinica,latn sr-Cyrl=cyrillic,ćirilica,cyrl,ћирилица
"""
_WORD = re.compile(r"[^\W\d_]+(?:\u093f[^\W\d_]*)*|[\u0900-\u0dff\u0e00-\u0e7f]+")
LONGEST = 200
_CODE = re.compile(r"\b([a-z]{2})[-_]([A-Z]{2}|[A-Z][a-z]{3}|419)\b")


def language_of_title(title: str | None) -> str | None:
    """The tag that a title hints at; None: none, or several languages."""
    if not title:
        return None
    title = title[:LONGEST]
    names, variants = _tables()
    code = _CODE.search(title)
    if code and code[1] in set(names.values()):
        return f"{code[1]}-{code[2]}"
    words = [word.lower() for word in _WORD.findall(title)]
    found = {names[word] for word in words if word in names}
    found |= {tag for name, tag in names.items() if not name.isascii() and name in title.lower()}
    if len(found) > 1 and "zh" in found:
        found.discard("yue")
    hinted = {tag for tag, signs in variants if not signs.isdisjoint(words) or _has(signs, title)}
    if not found:
        found = {"zh"} & {tag.partition("-")[0] for tag in hinted if _has_han(title)}
    if len(found) != 1:
        return None
    (language,) = found
    own = [tag for tag in hinted if tag.partition("-")[0] == language]
    return max(own, key=len) if own else language


def _has(signs: frozenset[str], title: str) -> bool:
    return any(
        not sign.isascii() and "\u3400" <= sign[0] <= "\u9fff" and sign in title for sign in signs
    )


def _has_han(title: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in title)


@cache
def _tables() -> tuple[dict[str, str], tuple[tuple[str, frozenset[str]], ...]]:
    names = {}
    for entry in _NAMES.split():
        tag, _, known = entry.partition("=")
        names.update(dict.fromkeys(known.split(","), tag))
    variants = []
    for entry in _VARIANTS.split():
        tag, _, signs = entry.partition("=")
        variants.append((tag, frozenset(signs.split(","))))
    return names, tuple(variants)
