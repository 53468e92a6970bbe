"""Fonts by script: some for the work on the rules, others only for the last measurement."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import NamedTuple

from PIL import ImageFont

WORK = (
    "Liberation Sans", "DejaVu Sans", "Open Sans", "Roboto", "Carlito", "Caladea",
    "Liberation Serif", "Lato", "Cantarell",
)  # fmt: skip
UNSEEN = (
    "Comic Neue", "Noto Sans Display", "EB Garamond", "Linux Libertine O", "Gentium Basic",
    "Quicksand", "Play", "Noto Serif Display", "Liberation Sans Narrow", "Noto Sans",
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
    command = ["fc-match", "-f", "%{family}|%{file}|%{index}|%{slant}", f"{family}:{style}"]
    names, file, index, slant = subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stdout.split("|")
    if family not in names.split(",") or (int(slant) > 0) != italic or "[" in file:
        return None
    if italic and (upright := face(family, False, bold)) is not None and upright.file == file:
        return None  # slanted by the system, not by the font
    return Face(file, int(index) & 0xFFFF, family)


def families(language: str, unseen: bool) -> tuple[str, ...]:
    """The families a language is rendered in."""
    if language == "uk":
        return OTHERS["ru"]
    return OTHERS.get(language) or (UNSEEN + WORK[:3] if unseen else WORK)


@cache
def load(found: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(found.file, size, index=found.number)


@cache
def has(found: Face, char: str) -> bool:
    """Whether a font has its own picture of a character."""
    font = ImageFont.truetype(found.file, 40, found.number, layout_engine=ImageFont.Layout.BASIC)
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffe"))
