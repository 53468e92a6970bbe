"""Fonts by script: some for the work on the rules, others only for the last measurement."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import NamedTuple

from PIL import ImageFont

from benchmarks.ocr.texts import Split

WORK = (
    "Liberation Sans", "DejaVu Sans", "Open Sans", "Roboto", "Carlito", "Caladea",
    "Liberation Serif", "Lato", "Cantarell",
)  # fmt: skip
FORMER = (
    "Comic Neue", "Noto Sans Display", "EB Garamond", "Linux Libertine O", "Gentium Basic",
    "Quicksand", "Play", "Noto Serif Display", "Liberation Sans Narrow", "Noto Sans",
)  # fmt: skip
SECOND = (
    "FreeSans", "FreeSerif", "Inter", "Charis SIL", "Andika", "Cabin", "PT Sans", "Oxygen-Sans",
    "Roboto Slab", "Tiresias PCfont", "Comfortaa", "Dosis",
)  # fmt: skip
HELD_OUT = (
    "TeX Gyre Heros", "TeX Gyre Termes", "TeX Gyre Pagella", "Nimbus Sans", "Vollkorn", "Karla",
    "TeX Gyre Adventor", "Jura", "PT Serif", "Noto Serif", "DejaVu Serif", "Linux Biolinum O",
)  # fmt: skip
OTHERS = {
    "ru": ("Liberation Sans", "DejaVu Sans", "Open Sans", "Liberation Serif", "Noto Sans"),
    "el": ("Liberation Sans", "DejaVu Sans", "Open Sans", "Liberation Serif", "Noto Sans"),
    "vi": ("Liberation Sans", "DejaVu Sans", "Noto Sans", "Open Sans", "Noto Serif"),
    "ar": ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Noto Kufi Arabic", "Amiri"),
    "he": ("Liberation Sans", "DejaVu Sans", "Noto Sans Hebrew", "Noto Serif Hebrew"),
    "th": ("Noto Sans Thai", "Loma", "Garuda", "Noto Serif Thai", "Umpush"),
    "hi": ("Noto Sans Devanagari", "Lohit Devanagari", "Noto Serif Devanagari"),
    "ko": ("Noto Sans CJK KR", "NanumGothic", "Noto Serif CJK KR", "NanumBarunGothic"),
    "zh": ("Noto Sans CJK SC", "Noto Serif CJK SC"),
    "zh-Hant": ("Noto Sans CJK TC", "Noto Serif CJK TC"),
    "ja": ("Noto Sans CJK JP", "Noto Serif CJK JP", "VL Gothic"),
}
OTHERS_SECOND = {
    "ru": ("PT Sans", "FreeSans", "Inter"), "el": ("FreeSans", "FreeSerif", "Inter"),
    "vi": ("Andika", "Charis SIL", "Inter"), "ar": ("Scheherazade",),
    "he": ("Nachlieli CLM", "David CLM", "Simple CLM"), "th": ("Laksaman", "Kinnari", "Norasi"),
    "hi": ("Samyak Devanagari", "Gargi"), "ko": ("UnDotum", "NanumMyeongjo", "Baekmuk Gulim"),
    "zh": ("WenQuanYi Micro Hei", "AR PL UMing CN"),
    "zh-Hant": ("WenQuanYi Micro Hei", "AR PL UMing TW"),
    "ja": ("IPAexGothic", "Sawarabi Gothic", "MotoyaLCedar"),
}  # fmt: skip
"""Beside those of ``OTHERS``, of which there are few."""
OTHERS_HELD_OUT = {
    **OTHERS_SECOND,
    "ru": ("PT Serif", "Noto Serif", "DejaVu Serif"), "el": ("Noto Serif", "DejaVu Serif"),
    "vi": ("DejaVu Serif", "TeX Gyre Heros", "Vollkorn"),
    "zh": ("WenQuanYi Zen Hei", "LXGW WenKai"), "zh-Hant": ("WenQuanYi Zen Hei",),
    "ja": ("TakaoGothic", "TakaoPGothic"),
}  # fmt: skip
"""The same for the last measurement; some scripts have no more fonts than those."""
NOTES = ("DejaVu Sans", "Noto Sans Symbols2", "Noto Sans CJK JP", "Noto Music")
NO_ITALICS = frozenset(("ar", "he", "th", "hi", "ko", "zh", "zh-Hant", "ja"))


class Face(NamedTuple):
    file: str
    number: int
    family: str


@cache
def face(family: str, italic: bool, bold: bool = False) -> Face | None:
    """The font file of a family; None: it is not installed in this style."""
    style = f"slant={100 if italic else 0}:weight={200 if bold else 80}"
    command = [
        "fc-match",
        "-f",
        "%{family}|%{file}|%{index}|%{slant}",
        f"{family.replace('-', chr(92) + '-')}:{style}",
    ]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    names, file, index, slant = found.replace("\\", "").split("|")
    if family not in names.split(",") or (int(slant) > 0) != italic or "[" in file:
        return None
    if italic and (upright := face(family, False, bold)) is not None and upright.file == file:
        return None  # slanted by the system, not by the font
    return Face(file, int(index) & 0xFFFF, family)


def families(language: str, split: Split) -> tuple[str, ...]:
    """The families a language is rendered in."""
    language = "ru" if language == "uk" else language
    if language in OTHERS:
        more = {"second": OTHERS_SECOND, "held-out": OTHERS_HELD_OUT}.get(split, {})
        return OTHERS[language] + more.get(language, ())
    return {"work": WORK, "former": FORMER + WORK[:3], "second": SECOND, "held-out": HELD_OUT}[
        split
    ]


@cache
def load(found: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(found.file, size, index=found.number)


@cache
def has(found: Face, char: str) -> bool:
    """Whether a font has its own picture of a character."""
    font = ImageFont.truetype(found.file, 40, found.number, layout_engine=ImageFont.Layout.BASIC)
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffe"))
