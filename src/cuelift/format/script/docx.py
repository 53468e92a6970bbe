"""Writes a script as a Word document: time, speaker, text, picture, and who has how much to say.

Spec: ISO/IEC 29500-1 (WordprocessingML), by way of python-docx.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cuelift.cues import Bitmap, Cue, Header
from cuelift.errors import FormatError
from cuelift.format.options import ScriptOptions
from cuelift.format.script.rows import Part, Row, all_rows, parts_of
from cuelift.markup.clock import clock_short

if TYPE_CHECKING:
    from docx.document import Document as Document

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS_CM = (1.2, 2.6, 3.2, 10.5)
_DOUBTS = {"doubtful": "FFE3DD", "single": "FDF3CF"}
_PICTURE_CM = 9.0
_CM_PER_PIXEL = 0.012


class DocxWriter:
    """Writes the document of a track."""

    def __init__(self, header: Header, options: ScriptOptions) -> None:
        self.losses: dict[str, int] = {}
        self._header = header
        self._speakers = options.speakers

    def write(self, cues: Sequence[Cue]) -> bytes:
        """The whole document.

        Raises:
            FormatError: the package that makes such documents is not installed.
        """
        try:
            from docx import Document
        except ImportError:
            raise FormatError("-f docx needs the extra: pip install 'cuelift[docx]'") from None
        rows = all_rows(cues, self._speakers)
        document = Document()
        self._set_up(document)
        language = f" ({self._header.language})" if self._header.language else ""
        document.add_heading(_clean((self._header.title or "Captions") + language), 1)
        parts = parts_of(rows)
        if parts:
            _add_parts(document, parts)
        self._add_rows(document, rows)
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    def _set_up(self, document: Document) -> None:
        """Narrow margins, and no date or author that would differ from run to run."""
        from datetime import UTC, datetime

        from docx.shared import Cm, Pt

        section = document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.7)
        section.top_margin = section.bottom_margin = Cm(1.7)
        document.styles["Normal"].font.size = Pt(10)
        about = document.core_properties
        about.author, about.title = "", _clean(self._header.title or "Captions")
        about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC)

    def _add_rows(self, document: Document, rows: Sequence[Row]) -> None:
        table = _table(document, len(rows) + 1, ("#", "time", "speaker", "text"))
        # Cells are asked for once: the library searches the whole table each time.
        for cells, row in zip(list(table.rows)[1:], rows, strict=True):
            number, time, speaker, text = cells.cells
            number.text = str(row.number)
            time.text = f"{clock_short(row.start_ms)}\n{clock_short(row.end_ms)}"
            speaker.text = _clean(row.speaker)
            paragraph = text.paragraphs[0]
            for each in row.bitmaps:
                _add_picture(paragraph, each)
            paragraph.add_run(_clean(row.text))
            for other in row.alternatives:
                text.add_paragraph().add_run(_clean(f"or: {other}")).italic = True
            if row.status in _DOUBTS:
                _shade(text, _DOUBTS[row.status])


def _table(document: Document, rows: int, names: Sequence[str]) -> Any:
    from docx.shared import Cm

    table = document.add_table(rows, len(names), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=False):
        column.width = Cm(width)
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = name
        cell.paragraphs[0].runs[0].bold = True
    _repeat_head(table.rows[0])
    return table


def _add_parts(document: Document, parts: Sequence[Part]) -> None:
    """Who has how much to say."""
    table = document.add_table(len(parts) + 1, 3, style="Table Grid")
    said = [("speaker", "lines", "words")]
    said += [(_clean(part.speaker), f"{part.rows:,}", f"{part.words:,}") for part in parts]
    for row, texts in zip(list(table.rows), said, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph()


def _add_picture(paragraph: Any, bitmap: Bitmap) -> None:
    from docx.shared import Cm

    from cuelift.format.images.png import png

    width = min(bitmap.width * _CM_PER_PIXEL, _PICTURE_CM)
    paragraph.add_run().add_picture(BytesIO(png(bitmap)), width=Cm(max(width, 0.1)))
    paragraph.add_run().add_break()


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _shade(cell: Any, color: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shade)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
