"""Asides in brackets that have words of sounds in them, told by how they are said.

``(So much for silence.)``, ``(the one with the cat)``, ``（笑うなよ）``, ``（小声点）``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.text.hearing_impaired.house import ARTICLES, BESIDE
from cuelift.text.hearing_impaired.words import Lexicon


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST: dict[str, frozenset[str]] = {
    language: _set(text)
    for language, text in {
        "en": "whatever whoever however like as so what such how and then but just only even too",
        "de": "wie so welch welche welcher und dann doch nur sogar was als",
        "fr": "comme quel quelle quels et mais donc puis même tant ni",
        "es": "quien quienes como qué tanto tanta y pero luego ni solo sólo menos vaya cuánto",
        "it": "chi come che quanto quanta e ma poi né solo nemmeno neppure",
        "pt": "quem como que tanto tanta e mas depois nem só quanto quanta",
        "nl": "wie als zo wat en maar toen dan zelfs alleen net",
        "sv": "som så vilken vilket och men sen sedan bara till",
        "pl": "kto jak co jaki jaka jakie a i potem tylko nawet ależ",
        "ru": "кто как какой какая какое какие а и но потом только даже ну вот",
        "tr": "ne nasıl ve ama sonra sadece bile hani",
    }.items()
}
"""Words that asides begin with, and descriptions do not."""
_LAST: dict[str, frozenset[str]] = {
    "en": frozenset(("one", "ones", "said", "then")),
    "tr": frozenset(("gibi", "olan", "dedi", "sakın")),
}
_FORMS = {
    "pl": re.compile(r"\w+(?:ać|ić|yć|eć)\b"),
    "ru": re.compile(r"(?!мать|печать|кровать|площадь)\w{2,}(?:ать|ить|еть|ять|ыть)(?:ся)?\b"),
    "tr": re.compile(r"(?:\w+ )*\w{2,}[ıiuü]n[ıiuü]z\b"),
}
"""What somebody is told to do."""
_MANY = _set("kein keine keinen molto molta muito muita veel mycket wiele много más plus")
"""With three words or more behind them they are sayings."""
_ONES = ARTICLES | _set(
    "celui celle ceux quello quella quelli aquel aquella aquele aquela ten ta tamten "
    "тот та те han hon die der das er sie he she el ella ele ela"
)
_OF = BESIDE | _set("de del della dello dei do da du des von van of od от av de' avec")
_JA = re.compile(
    r"(?:[よねぞぜわ]|[うくぐすつぬぶむる]な|[いたてだ]な|しないな|か|かな|かも|だろう?|でしょう?|のに|けど|くせに|ない|たい|まい|そう|そうだ|なきゃ"
    r"|ちゃ|じゃん|だ|しろ|けろ|げろ|めろ|せろ|[^い]った|んだ|[いきしりちみび]た|[^かき]けた|ことがある|二度.+|しかない|[^な]けど)[…。！!]?\Z|(?:[楼亭館]|故障中?|同伴可|に決まってる|がでかい|すぎる|禁止|厳禁|注意|無用|は[一二三四五2-5２-５]回)\Z"
    r"|(?:この|あの|その|そんな|こんな|あんな|どんな|もう|まだ|やっと|なぜ|どう(?!く)|また(?!たき)|早く|頼む|誰)"
)
_ZH = re.compile(
    r"(?:(?<![鼓雨])[点點]|吧|嘛|啦|哦|哇|呗|啊|啥|在(?:笑|哭|叫|响))\Z|[他她它](?:手|的|们|們)|明明|说好|說好|(?<![呼欢歡轻輕明畅暢爽])快(?!门|門|速|步|节|節|活|乐|樂|艇|板)|有人"
    r"|太(?!太|监|監|鼓|极|極|后|平|阳|陽)|停在|轮流|輪流|从来|從來|从不|從不|不(?:笑|哭|叫|响|動|动|敲|开|開)|没(?:开|响|有|哭|笑|声|人)|死[我了]|不得\Z"
    r"|故障|\A(?:又|当然|當然|可带|可帶)|不通|禁止|请勿|請勿|严禁|嚴禁|切勿|谢绝|謝絕|\A按.{0,6}次|(?:亭|(?<![上下])[楼樓]|大街|客栈|店)\Z|大雨点小|原来|原來|难道|難道|反正|居然|果然|千万|千萬|不(?:能|要|许|許|会|會|准|敢|够|夠|行)|\A(?:别|別|给|給|让|讓|把|咱|我|你)"
)


_NOW = re.compile(
    r"(?:[又快要真外面天窗终終于於]{0,3})(?:下雨|下雪|打雷|起风|起風|刮风|颳風|雨停|雪停|风停|風停|天亮|天黑"
    r"|出太阳|出太陽|起雾|起霧|变天|變天|放晴|涨潮|退潮|结冰|打烊|散会|散會)了?[啦呢。！]?"
)
"""Chinese: what somebody says who looks out."""
_JOINING = _set("and und et y e en och i a и а ve then dann puis luego poi depois toen")
"""Also the second half of a description may begin with them: ``and a dog barks]``."""


def is_remark(text: str) -> bool:
    """Whether a Chinese text tells what has just begun, as somebody says it: ``下雨了``."""
    return text[-1:] in "了啦呢。！" and _NOW.fullmatch(text) is not None


def is_aside(text: str, found: Sequence[str], strong: bool, words: Lexicon) -> bool:
    """Whether the form of some words is that of speech, whatever sounds they name.

    Args:
        text: what stands in brackets.
        found: its words, lower case.
        strong: one of them tells of a sound.
        words: of the language.
    """
    if words.language == "ja":
        return _JA.search(text) is not None
    if words.language == "zh":
        return _ZH.search(text) is not None
    if len(found) < 2:
        return False
    if found[0] in _JOINING and strong:
        return False
    if found[0] in _FIRST.get(words.language, ()) or found[-1] in _LAST.get(words.language, ()):
        return True
    if found[0] in _MANY and len(found) >= 4:
        return True
    form = _FORMS.get(words.language)
    if form is not None and form.match(words.lower(text)):
        return True
    return list(found[:2]) == ["the", "one"] or (found[0] in _ONES and found[1] in _OF)
