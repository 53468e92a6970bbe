"""Makes BCP 47 language tags out of the codes that containers use.

Spec: RFC 5646, clauses 2.1 (syntax), 2.1.1 (case) and 2.2.1 (shortest code); ISO 639-1 and 639-2;
QuickTime File Format, "Language Code Values".
"""

from __future__ import annotations

_LONGEST = 64
"""Characters; no registered tag comes near."""

_ISO_639_2T = """
aar=aa abk=ab afr=af aka=ak amh=am ara=ar arg=an asm=as ava=av ave=ae aym=ay aze=az bak=ba bam=bm
bel=be ben=bn bih=bh bis=bi bod=bo bos=bs bre=br bul=bg cat=ca ces=cs cha=ch che=ce chu=cu chv=cv
cor=kw cos=co cre=cr cym=cy dan=da deu=de div=dv dzo=dz ell=el eng=en epo=eo est=et eus=eu ewe=ee
fao=fo fas=fa fij=fj fin=fi fra=fr fry=fy ful=ff gla=gd gle=ga glg=gl glv=gv grn=gn guj=gu hat=ht
hau=ha heb=he her=hz hin=hi hmo=ho hrv=hr hun=hu hye=hy ibo=ig ido=io iii=ii iku=iu ile=ie ina=ia
ind=id ipk=ik isl=is ita=it jav=jv jpn=ja kal=kl kan=kn kas=ks kat=ka kau=kr kaz=kk khm=km kik=ki
kin=rw kir=ky kom=kv kon=kg kor=ko kua=kj kur=ku lao=lo lat=la lav=lv lim=li lin=ln lit=lt ltz=lb
lub=lu lug=lg mah=mh mal=ml mar=mr mkd=mk mlg=mg mlt=mt mon=mn mri=mi msa=ms mya=my nau=na nav=nv
nbl=nr nde=nd ndo=ng nep=ne nld=nl nno=nn nob=nb nor=no nya=ny oci=oc oji=oj ori=or orm=om oss=os
pan=pa pli=pi pol=pl por=pt pus=ps que=qu roh=rm ron=ro run=rn rus=ru sag=sg san=sa sin=si slk=sk
slv=sl sme=se smo=sm sna=sn snd=sd som=so sot=st spa=es sqi=sq srd=sc srp=sr ssw=ss sun=su swa=sw
swe=sv tah=ty tam=ta tat=tt tel=te tgk=tg tgl=tl tha=th tir=ti ton=to tsn=tn tso=ts tuk=tk tur=tr
twi=tw uig=ug ukr=uk urd=ur uzb=uz ven=ve vie=vi vol=vo wln=wa wol=wo xho=xh yid=yi yor=yo zha=za
zho=zh zul=zu hbs=sh
"""
"""Three-letter codes that have a two-letter one: terminology codes."""

_ISO_639_2B = """
alb=sq arm=hy baq=eu bur=my chi=zh cze=cs dut=nl fre=fr geo=ka ger=de gre=el ice=is mac=mk mao=mi
may=ms per=fa rum=ro slo=sk tib=bo wel=cy mol=ro scc=sr scr=hr
"""
"""Bibliographic codes, and three that were withdrawn but stand in old files."""

_SHORT = dict(pair.split("=") for pair in f"{_ISO_639_2T} {_ISO_639_2B}".split())

_TWO_LETTERS = frozenset(_SHORT.values())

_RENAMED = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}
"""Withdrawn two-letter codes and what the registry prefers."""

_WHOLE = {"zh-chs": "zh-Hans", "zh-cht": "zh-Hant"}
"""Names of Windows' making, which are not tags but are written into files as such."""

_NO_LANGUAGE = frozenset(("", "und", "mis", "zxx", "mul"))

_EXTENDED = frozenset(("ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"))
"""Languages that an extended language subtag may follow."""

_TAGS_FROM_0 = """
en fr de it nl sv es da pt no he ja ar fi el is mt tr hr zh-Hant ur hi th ko lt pl hu et lv se fo
fa ru zh-Hans nl-BE ga sq ro cs sk sl yi sr mk bg uk be uz kk az-Cyrl az-Arab hy ka ro-MD ky tg tk
mn-Mong mn-Cyrl ps ku ks sd bo ne sa mr bn as gu pa or ml kn ta te si my km lo vi id tl ms ms-Arab
am ti om so sw rw rn ny mg eo
"""
_MACINTOSH = _TAGS_FROM_0.split()
"""Codes 0 to 94."""

_TAGS_FROM_128 = """
cy eu ca la qu gn ay tt ug dz jv su gl af br iu gd gv ga-Latg to grc kl az-Latn nn
"""
_MACINTOSH_HIGH = _TAGS_FROM_128.split()
"""Codes 128 to 151."""


def macintosh_language(code: int) -> str | None:
    """The BCP 47 tag of a Macintosh language code; None: unspecified (32767) or unknown."""
    if 0 <= code < len(_MACINTOSH):
        return _MACINTOSH[code]
    if 128 <= code < 128 + len(_MACINTOSH_HIGH):
        return _MACINTOSH_HIGH[code - 128]
    return None


def language_tag(code: str) -> str | None:
    """The shortest BCP 47 tag of a language code.

    Args:
        code: ISO 639-1, ISO 639-2 (B or T), ISO 639-3, or a BCP 47 tag of any case; ``_`` counts
            as ``-``.

    Returns: the tag in the customary case; None when the code states no language (empty, ``und``,
        ``mis``, ``zxx``, ``mul``) or is no such code.
    """
    if len(code) > _LONGEST:
        return None
    code = code.strip("\x00 \t\r\n").lower().replace("_", "-")
    if code in _WHOLE:
        return _WHOLE[code]
    primary, *others = code.split("-")
    language = _primary(primary)
    if language is None:
        return None
    if others and language in _EXTENDED and len(others[0]) == 3 and _is_letters(others[0]):
        language = others.pop(0)
    if not others:
        return language
    tail = _tail(others)
    return None if tail is None else f"{language}-{tail}"


def _primary(subtag: str) -> str | None:
    if subtag in _NO_LANGUAGE or not _is_letters(subtag):
        return None
    if len(subtag) == 3:
        return _SHORT.get(subtag, subtag)
    subtag = _RENAMED.get(subtag, subtag)
    return subtag if subtag in _TWO_LETTERS else None


def _tail(subtags: list[str]) -> str | None:
    """Script, region, variants, extensions, in that order and in the customary case."""
    parts: list[str] = []
    stage = 0
    for position, subtag in enumerate(subtags):
        if not (subtag.isascii() and subtag.isalnum() and len(subtag) <= 8):
            return None
        if len(subtag) == 1:
            return _with_extensions(parts, subtags[position:])
        stage, written = _subtag(subtag, stage)
        if not written:
            return None
        parts.append(written)
    return "-".join(parts)


def _subtag(subtag: str, stage: int) -> tuple[int, str]:
    """What may come after this subtag, and how it is written; empty: it has no place here."""
    size = len(subtag)
    if size == 4 and stage < 1 and subtag.isalpha():
        return 1, subtag.title()
    if stage < 2 and ((size == 2 and subtag.isalpha()) or (size == 3 and subtag.isdigit())):
        return 2, subtag.upper()
    if size >= 5 or (size == 4 and subtag[0].isdigit()):
        return 3, subtag
    return stage, ""


def _with_extensions(parts: list[str], extensions: list[str]) -> str | None:
    """Extensions and private use, checked only for shape: a singleton never stands last."""
    if len(extensions) < 2:
        return None
    for subtag in extensions:
        if not (subtag.isascii() and subtag.isalnum() and len(subtag) <= 8):
            return None
    return "-".join([*parts, *extensions])


def _is_letters(subtag: str) -> bool:
    return subtag.isascii() and subtag.isalpha()
