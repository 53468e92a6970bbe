r"""Writes and reads the text between Apertium's programs, so that marks move with their words.

Words of another style carry a bound blank, ``[[g1]]word[[/]]``; what is no word of a language is a
blank, ``[<x1/>]``, which stays between the words around it.

Spec: Apertium stream format; Apertium wiki, "Word-bound blanks".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cuelift.translate.engines.base import Text
from cuelift.translate.marks import escape, unescape

_MARK = re.compile(r"<(/?)([gx])(\d{1,4})>")
_WORD = re.compile(r"\w+")
_SPECIAL = re.compile(r"[\[\]{}^$/\\@<>]")
_READ = re.compile(
    r"\\(?P<escaped>.)|\[\[/\]\](?P<close>)|\[\[(?P<names>[^\[\]]{0,200})\]\]"
    r"|\[(?P<blank>(?:[^\[\]\\]|\\.)*)\]",
    re.DOTALL,
)
_BEGIN = re.compile(r'<p id="(\d{1,9})">')
_HELD = re.compile(r"<x(\d{1,4})/>")
_STOPS = ".!?:;…"
_END = ".[]"
"""Ends a sentence for the rules, and is taken off again."""


def to_stream(texts: Sequence[Text]) -> str:
    """Texts as they go into a pipeline."""
    return "".join([_paragraph(text) for text in texts])


def _paragraph(text: Text) -> str:
    body = "".join(_words(text.xml))
    end = "" if text.plain.rstrip()[-1:] in _STOPS else _END
    return f'[<p id="{text.id}">]{body}{end}[<\\/p>\n]'


def _words(xml: str) -> Iterator[str]:
    at = style = 0
    held: tuple[int, int] | None = None
    for mark in _MARK.finditer(xml):
        number = int(mark[3])
        if held is None:
            yield _bound(unescape(xml[at : mark.start()]), style)
        at = mark.end()
        if mark[2] == "g":
            style = 0 if mark[1] else number
        elif not mark[1]:
            held = number, mark.end()
        elif held is not None:
            yield _held(unescape(xml[held[1] : mark.start()]), held[0], style)
            held = None
    yield _bound(unescape(xml[at:]), style)


def _held(text: str, number: int, style: int) -> str:
    """A word that must stay: rules may see it, unless it is none or more than one."""
    if not text.isalpha():
        return f"[<x{number}\\/>]"
    return f"[[g{style}; x{number}]]{text}[[/]]" if style else f"[[x{number}]]{text}[[/]]"


def _bound(text: str, style: int) -> str:
    if not style:
        return _escaped(text)
    parts = []
    at = 0
    for word in _WORD.finditer(text):
        parts += [_escaped(text[at : word.start()]), f"[[g{style}]]{word[0]}[[/]]"]
        at = word.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    # A tilde has a meaning of its own to the programs, and no escape; a null ends a document.
    return _SPECIAL.sub(r"\\\g<0>", text).replace("~", "[~]").replace("\0", " ")


def from_stream(data: str) -> list[tuple[int, str]]:
    """Ids and texts with marks, in the order in which they come out of a pipeline."""
    found: list[tuple[int, list[str]]] = []
    parts: list[str] = []
    closing = ""
    at = 0
    for token in _READ.finditer(data):
        parts.append(escape(data[at : token.start()]))
        at = token.end()
        if token["escaped"] is not None:
            parts.append(escape(token["escaped"]))
        elif token["close"] is not None:
            parts.append(closing)
            closing = ""
        elif token["names"] is not None:
            opening, now = _tags(token["names"])
            parts.append(closing + opening)
            closing = now
        else:
            blank = token["blank"].replace("\\", "")
            begin = _BEGIN.match(blank)
            if begin is not None:
                parts = []
                found.append((int(begin[1]), parts))
            else:
                parts.append(_blank(blank, parts))
    parts.append(escape(data[at:]))
    return [(number, "".join(inner).rstrip()) for number, inner in found]


def _tags(names: str) -> tuple[str, str]:
    """The marks of a bound blank; words that were joined carry those of all."""
    listed = sorted({name.strip() for name in names.split(";")})
    styles = [name for name in listed if name[:1] == "g"][:1]
    tags = [*styles, *[name for name in listed if name[:1] == "x"][:1]]
    return "".join([f"<{tag}>" for tag in tags]), "".join([f"</{tag}>" for tag in reversed(tags)])


def _blank(blank: str, parts: list[str]) -> str:
    """What a blank stands for; an empty one takes back the full stop before it."""
    if not blank and parts and parts[-1].endswith("."):
        parts[-1] = parts[-1][:-1]
    held = _HELD.search(blank)
    if held is not None:
        return f"<x{held[1]}/>"
    return "" if "<" in blank else escape(blank)
