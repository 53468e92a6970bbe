"""Processing options by name."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions, OcrRequest
from cuelift.jobs.worker.processing import PROCESSING, with_processing


def test_options_reach_the_extraction() -> None:
    made = with_processing(
        ExtractOptions(template="x"),
        {
            "bom": "TRUE", "flatten": "false", "forced": "only", "newline": "crlf", "rtl": "wrap",
            "speakers": "off", "styles": "full", "timeline": " raw ", "ocr": "Consensus",
            "ocr-language": " zh-Hant ",
        },
    )  # fmt: skip

    assert (made.bom, made.flatten, made.newline, made.rtl) == (True, False, "crlf", "wrap")
    assert (made.speakers, made.styles, made.template) == ("off", "full", "x")
    assert (made.selection.forced, made.selection.timeline) == ("only", "raw")
    assert made.ocr == OcrRequest(policy="consensus", language="zh-Hant")


@pytest.mark.parametrize("name", sorted(PROCESSING))
def test_values_are_checked_and_the_message_names_them(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is one (of|language tag)"):
        PROCESSING[name]("no such value")


def test_unknown_option_is_refused() -> None:
    with pytest.raises(UsageError, match="'clean'"):
        with_processing(ExtractOptions(), {"clean": "all"})
