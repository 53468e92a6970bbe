"""Language codes of Matroska as BCP 47 tags.

Spec: RFC 9559, clause 5.1.4.1.19 (Language); BCP 47, RFC 5646 clause 4.5 (the shortest code).
"""

from __future__ import annotations

# ISO 639-2 (both bibliographic and terminological codes) with the two-letter code behind each.
_TABLE = (
    "aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz bakba "
    "bambm baqeu belbe benbn bihbh bisbi bodbo bosbs brebr bulbg burmy catca cescs chach chece "
    "chizh chucu chvcv corkw cosco crecr cymcy czecs danda deude divdv dutnl dzodz ellel engen "
    "epoeo estet euseu eweee faofo fasfa fijfj finfi frafr frefr fryfy fulff geoka gerde glagd "
    "glega glggl glvgv grngn greel gujgu hatht hauha hebhe herhz hinhi hmoho hrvhr hunhu hyehy "
    "iboig iceis idoio iiiii ikuiu ileie inaia indid ipkik islis itait javjv jpnja kalkl kankn "
    "kasks katka kaukr kazkk khmkm kikki kinrw kirky komkv konkg korko kuakj kurku laolo latla "
    "lavlv limli linln litlt ltzlb lublu luglg macmk mahmh malml maomi marmr mayms mkdmk mlgmg "
    "mltmt monmn mrimi msams myamy nauna navnv nblnr ndend ndong nepne nldnl nnonn nobnb norno "
    "nyany ocioc ojioj orior ormom ossos panpa perfa plipi polpl porpt pusps quequ rohrm ronro "
    "rumro runrn rusru sagsg sansa sinsi slksk slosk slvsl smese smosm snasn sndsd somso sotst "
    "spaes sqisq srdsc srpsr sswss sunsu swasw swesv tahty tamta tattt telte tgktg tgltl thath "
    "tibbo tirti tonto tsntn tsots tuktk turtr twitw uigug ukruk urdur uzbuz venve vievi volvo "
    "welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu"
).replace(" ", "")

SHORTEST = {_TABLE[at : at + 3]: _TABLE[at + 3 : at + 5] for at in range(0, len(_TABLE), 5)}

_LONGEST_TAG = 100


def to_bcp47(code: str) -> str | None:
    """The shortest tag for ``fre``, ``en-US``, ``zh-Hant``; None when no language is stated.

    A code that is no language tag by its form counts as not stated, because tags become parts of
    file names.
    """
    parts = code.strip().replace("_", "-").split("-")
    if len(code) > _LONGEST_TAG or not all(_is_subtag(part) for part in parts):
        return None
    first = parts[0].lower()
    if first == "und" or not first.isalpha():
        return None
    return "-".join((SHORTEST.get(first, first), *parts[1:]))


def _is_subtag(part: str) -> bool:
    return part.isascii() and part.isalnum() and len(part) <= 8
