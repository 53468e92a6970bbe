"""Draws captions as discs and broadcasts hold them, from a seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.ocr import fonts, texts
from cuelift.cues.bitmap import Bitmap, crop

KINDS = ("pgs", "vobsub", "dvb")
_FILLS = ((255, 255, 255), (255, 255, 0), (230, 230, 230), (0, 255, 255), (180, 220, 120))


class Sample(NamedTuple):
    """A picture and what it says."""

    bitmap: Bitmap
    text: str
    language: str
    kind: str
    style: str
    """Family and look, for the list of mistakes."""
    italic: bool


class Look(NamedTuple):
    face: fonts.Face
    size: int
    outline: float
    shadow: int
    fill: tuple[int, int, int]
    edge: tuple[int, int, int]
    box: tuple[int, int, int, int] | None
    squeeze: float
    levels: int
    pitch: float


def samples(
    seed: int, language: str, count: int, *, folder: Path | None, split: texts.Split = "work"
) -> list[Sample]:
    """Captions in one language, each of a style of its own."""
    rng = random.Random(f"{seed} {language} {split}")
    found: list[Sample] = []
    while len(found) < count:
        text = texts.caption(rng, folder, language, split)
        kind = rng.choice(KINDS)
        italic = rng.random() < 0.2 and language not in fonts.NO_ITALICS
        look = _look(rng, language, kind, italic, split)
        if look is None or not all(
            fonts.has(look.face, char) for char in set(text) if char not in "♪♫\u200f\u200e"
        ):
            continue
        bitmap = draw(rng, text, look, language)
        if bitmap is not None:
            style = f"{look.face.family} {look.size} outline {look.outline} box {bool(look.box)}"
            found.append(Sample(bitmap, text, language, kind, style, italic))
    return found


def _look(
    rng: random.Random, language: str, kind: str, italic: bool, split: texts.Split
) -> Look | None:
    found = fonts.face(rng.choice(fonts.families(language, split)), italic, rng.random() < 0.25)
    if found is None:
        return None
    sizes = {"pgs": (36, 58), "vobsub": (22, 28), "dvb": (26, 34)}[kind]
    size = rng.randint(*sizes)
    outline = {
        "pgs": rng.choice((0, 1, 2, 3, 4)),
        "vobsub": rng.choice((1, 2)),
        "dvb": rng.choice((0, 1, 2)),
    }[kind]
    fill, edge = rng.choice(_FILLS), (0, 0, 0)
    box = None
    if kind == "dvb" and rng.random() < 0.4:
        box, outline = (0, 0, 0, rng.choice((255, 160))), 0
    if rng.random() < 0.06:  # dark on light
        fill, edge = (rng.choice(((0, 0, 0), (30, 30, 90)))), (255, 255, 255)
        if kind != "dvb":
            outline = max(outline, 2)
        else:
            box, outline = (235, 235, 235, 255), 0
    return Look(
        face=found, size=size, outline=outline,
        shadow=rng.choice((0, 0, 2, 3)) if kind == "pgs" and edge == (0, 0, 0) else 0,
        fill=fill, edge=edge, box=box,
        squeeze=rng.choice((0.75, 0.9, 1.0)) if kind == "vobsub" else 1.0,
        levels={"pgs": 15, "vobsub": 2, "dvb": 5}[kind],
        pitch=rng.uniform(1.12, 1.32) * (1.25 if language in ("th", "vi", "ar", "hi") else 1.0),
    )  # fmt: skip


def draw(rng: random.Random, text: str, look: Look, language: str) -> Bitmap | None:
    """One caption; None when it would be wider than a picture."""
    font = fonts.load(look.face, look.size)
    lines = text.split("\n")
    direction = "rtl" if language in ("ar", "he") else "ltr"
    widths = [_width(line, font, look, direction, language) for line in lines]
    margin = look.size
    width, pitch = round(max(widths)) + 2 * margin, look.size * look.pitch
    height = round(pitch * len(lines)) + 2 * margin
    if width > 1900:
        return None
    fill, edge = Image.new("L", (width, height)), Image.new("L", (width, height))
    left = rng.random() < 0.2
    for number, (line, wide) in enumerate(zip(lines, widths, strict=True)):
        x = margin if left and direction == "ltr" else (width - wide) / 2
        place = (round(x), round(margin + number * pitch))
        _write(fill, place, line, font, look, 0, direction, language)
        if look.outline:
            _write(edge, place, line, font, look, look.outline, direction, language)
    if look.squeeze != 1:
        size = round(width * look.squeeze), height
        fill, edge = (
            fill.resize(size, Image.Resampling.BOX),
            edge.resize(size, Image.Resampling.BOX),
        )
    return _bitmap(np.asarray(fill), np.asarray(edge), look)


def _runs(
    line: str, font: ImageFont.FreeTypeFont, look: Look
) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Pieces of a line by the font that has them."""
    if not set(line) & set("♪♫"):
        return [(line, font)]
    faces = [face for name in fonts.NOTES if (face := fonts.face(name, False))]
    faces = [face for face in faces if fonts.has(face, "♪")]
    notes = faces[look.size % len(faces)]
    pieces: list[tuple[str, ImageFont.FreeTypeFont]] = []
    rest = line
    if rest.startswith("♪"):
        pieces.append(("♪", fonts.load(notes, look.size)))
        rest = rest[1:]
    tail = rest.endswith("♪")
    pieces.append((rest.removesuffix("♪"), font))
    if tail:
        pieces.append(("♪", fonts.load(notes, look.size)))
    return pieces


def _width(
    line: str, font: ImageFont.FreeTypeFont, look: Look, direction: str, language: str
) -> float:
    return sum(
        each.getlength(piece, direction=direction, language=language)
        for piece, each in _runs(line, font, look)
    )


def _write(
    image: Image.Image, place: tuple[int, int], line: str, font: ImageFont.FreeTypeFont,
    look: Look, stroke: float, direction: str, language: str,
) -> None:  # fmt: skip
    pen = ImageDraw.Draw(image)
    x, y = place
    ascent = font.getmetrics()[0]
    for piece, each in _runs(line, font, look):
        pen.text((x, y + ascent), piece, fill=255, font=each, anchor="ls", stroke_width=stroke,
                 direction=direction, language=language)  # fmt: skip
        x += round(each.getlength(piece, direction=direction, language=language))


def _bitmap(fill: NDArray[np.uint8], edge: NDArray[np.uint8], look: Look) -> Bitmap | None:
    levels = look.levels
    strength = np.round(fill / 255 * levels) / levels
    rim = np.round(edge / 255 * min(levels, 5)) / min(levels, 5)
    if look.shadow:
        moved = np.roll(np.maximum(edge, fill), (look.shadow, look.shadow), (0, 1))
        rim = np.maximum(rim, np.round(moved / 255 * 4) / 4 * 0.5)
    alpha = np.maximum(strength, rim)
    mix = np.divide(strength, alpha, out=np.zeros_like(alpha), where=alpha > 0)
    if not look.outline and not look.shadow:
        mix = np.ones_like(alpha)
    background = np.array(look.edge, float)
    if look.box is not None:
        background, alpha, mix = np.array(look.box[:3], float), *_boxed(strength, look)
    rgb = background + (np.array(look.fill, float) - background) * mix[..., None]
    rgba = np.dstack([rgb, alpha * 255]).round().astype(np.uint8)
    rgba[rgba[..., 3] == 0] = 0
    colors, indices = np.unique(rgba.reshape(-1, 4).view(np.uint32).ravel(), return_inverse=True)
    if len(colors) > 256:
        return None
    height, width = alpha.shape
    return crop(
        Bitmap(
            x=0, y=0, width=width, height=height, canvas_width=1920, canvas_height=1080,
            pixels=indices.astype(np.uint8).tobytes(), palette=colors.tobytes(),
        )
    )  # fmt: skip


def _boxed(
    strength: NDArray[np.float64], look: Look
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Alpha and share of fill of text in a box that leaves a margin around it."""
    assert look.box is not None
    rows, columns = np.flatnonzero(strength.any(axis=1)), np.flatnonzero(strength.any(axis=0))
    pad = look.size // 3
    inside = np.zeros(strength.shape, bool)
    inside[max(rows[0] - pad, 0) : rows[-1] + pad, max(columns[0] - pad, 0) : columns[-1] + pad] = (
        True
    )
    box = look.box[3] / 255
    return np.where(inside, box + (1 - box) * strength, 0.0), np.where(inside, strength, 0.0)
