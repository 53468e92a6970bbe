"""The changes of recipes as a page for people: each cue before and after, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from cuelift.text.changes import Brief, Noted, Record
from cuelift.text.clock import clock

MAX_WORDS = 150
"""Of a text that is compared word by word; comparing takes time by the square of it."""
_WORDS = re.compile(r"\w+|\s|[^\w\s]")
_MARKS = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))
_UNSEEN = {"\n": "↵\n", " ": "·", "\t": "⇥", "\u00a0": "⍽", "\u202f": "⍽", "\ufeff": "[U+FEFF]"}
_UNSEEN |= {chr(code): f"[U+{code:04X}]" for code in _MARKS}

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Changes</title>
<meta name="viewport" content="width=device-width">
<style>
:root{color-scheme:light dark;--bad:#ffd7d5;--good:#ccf2d4;--line:#8884}
@media(prefers-color-scheme:dark){:root{--bad:#6e2b2b;--good:#1f5a34}}
body{font:16px/1.45 system-ui,sans-serif;margin:1.5rem;max-width:75rem}
table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
td.text{white-space:pre-wrap;unicode-bidi:plaintext;width:38%}
td.time{white-space:nowrap;font-variant-numeric:tabular-nums}
small{opacity:.75}del{background:var(--bad)}ins{background:var(--good);text-decoration:none}
label{display:inline-block;margin:0 1rem .3rem 0}
</style></head><body>
"""
_SCRIPT = """<script>
const boxes=[...document.querySelectorAll("input[data-rule]")];
function show(){
  const off=new Set(boxes.filter(box=>!box.checked).map(box=>box.dataset.rule));
  for(const row of document.querySelectorAll("tr[data-rule]"))
    row.hidden=off.has(row.dataset.rule);
}
for(const box of boxes)box.addEventListener("change",show);
for(const all of document.querySelectorAll("input[data-pass]"))
  all.addEventListener("change",()=>{
    for(const box of boxes)
      if(box.dataset.rule.startsWith(all.dataset.pass+": "))box.checked=all.checked;
    show();
  });
</script>
"""


def page(records: Iterable[Record]) -> bytes:
    """A page that needs nothing beside itself.

    Args:
        records: as ``record`` or ``read_records`` gives them.
    """
    told = list(records)
    pieces = [_HEAD, "<h1>Changes</h1>\n", *_filters(told)]
    for each in told:
        pieces += _section(each)
    return "".join([*pieces, _SCRIPT, "</body></html>\n"]).encode("utf-8", "replace")


def _filters(records: Sequence[Record]) -> Iterator[str]:
    """Boxes that show or hide the changes of a pass, and of each of its rules."""
    counts = Counter((change.by, change.rule) for each in records for change in each.changes)
    for name in dict.fromkeys(by for by, _ in counts):
        rules = {rule: count for (by, rule), count in counts.items() if by == name}
        total = sum(rules.values())
        yield f'<p><label><input type="checkbox" checked data-pass="{escape(name)}"> '
        yield f"<b>{escape(name)}</b> ({total})</label>\n"
        for rule, count in rules.items():
            key = escape(_key(name, rule))
            yield f'<label><input type="checkbox" checked data-rule="{key}"> '
            yield f"{escape(rule)} ({count})</label>\n"
        yield "</p>\n"


def _section(record: Record) -> Iterator[str]:
    language = record.context.language or "language not known"
    recipe = ", ".join(step.name for step in record.steps) or "none"
    yield f"<h2>{escape(record.source)}, track {record.track} ({escape(language)})</h2>\n"
    yield f"<p>{len(record.cues)} cues, {len(record.changes)} changes; "
    yield f"passes: {escape(recipe)}</p>\n"
    yield "<table><tr><th>Time</th><th>Pass: rule</th><th>Before</th><th>After</th></tr>\n"
    for change in record.changes:
        yield _row(change)
    yield "</table>\n"


def _row(change: Noted) -> str:
    key = escape(_key(change.by, change.rule))
    before, after = _shown(change.before, change.after)
    times = _times(change.before)
    if change.after and (later := _times(change.after)) != times:
        times += f"<br><ins>{later}</ins>"
    return (
        f'<tr data-rule="{key}"><td class="time">{times}</td><td>{key}</td>'
        f'<td class="text" dir="auto">{before}</td>'
        f'<td class="text" dir="auto">{after}</td></tr>\n'
    )


def _key(by: str, rule: str) -> str:
    return f"{by}: {rule}"


def _times(cues: Sequence[Brief]) -> str:
    return "<br>".join([f"{clock(cue.start_ns)} – {clock(cue.end_ns)}" for cue in cues])


def _text(cues: Sequence[Brief]) -> str:
    texts = [f"[{cue.speaker}] {cue.text}" if cue.speaker else cue.text for cue in cues]
    return "\n―\n".join(texts)


def _shown(before: Sequence[Brief], after: Sequence[Brief]) -> tuple[str, str]:
    """Both sides as HTML, with what differs marked."""
    old, new = _text(before), _text(after)
    if not after:
        return f"<del>{escape(old)}</del>", "<small>removed</small>"
    first, second = _split(old), _split(new)
    if first is None or second is None:
        if old == new:
            return escape(old), escape(new)
        return f"<del>{escape(old)}</del>", f"<ins>{escape(new)}</ins>"
    lefts, rights = [], []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        left, right = escape("".join(first[a:b])), escape("".join(second[c:d]))
        same = kind == "equal"
        lefts.append(left if same or not left else f"<del>{_visible(left)}</del>")
        rights.append(right if same or not right else f"<ins>{_visible(right)}</ins>")
    return "".join(lefts), "".join(rights)


def _split(text: str) -> list[str] | None:
    """The words of a text; None: too many to compare."""
    if len(text) > MAX_WORDS * 10:
        return None
    words = _WORDS.findall(text)
    return words if len(words) <= MAX_WORDS else None


def _visible(text: str) -> str:
    """White space and marks that nobody would see, drawn."""
    if text.isascii() and not text.isspace():
        return text
    return "".join([_UNSEEN.get(char, char) for char in text])
