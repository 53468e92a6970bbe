"""Which tracks are read, and why others are not."""

from __future__ import annotations

import pytest

from cuelift.extract import recognition
from cuelift.extract.choose import Choice
from cuelift.extract.options import ExtractOptions, OcrRequest, Selection
from cuelift.extract.wishes import Wishes
from cuelift.media import SampleDescription, Track


def track(index: int, codec: str, refusal: str | None = None) -> Track:
    description = SampleDescription(codec=codec, codec_id=codec)
    return Track(index=index, number=index, descriptions=(description,), refusal=refusal)


FILM = [track(0, "subrip"), track(1, "pgs"), track(2, "bmp"), track(3, "pgs", "encrypted")]


def outcomes(formats: tuple[str, ...], policy: str = "auto") -> list[str | None]:
    ocr = OcrRequest(policy=policy)  # type: ignore[arg-type]
    choice = Choice(FILM, Selection(), Wishes(ExtractOptions(formats=formats)), ocr)
    assert [track.index for track in choice.readable] == [0, 1]
    return [report.outcome for report in choice.reports]


@pytest.mark.parametrize(
    ("formats", "policy", "expected"),
    [
        (("srt",), "auto", [None, None]),
        (("srt",), "off", [None, "skipped"]),
        (("images",), "off", ["skipped", None]),
        (("srt", "images"), "off", [None, None]),
        (("native",), "off", [None, None]),
    ],
)
def test_formats_and_policy_choose(monkeypatch, formats, policy, expected) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: name)

    assert outcomes(formats, policy) == [*expected, "refused", "failed"]


def test_tracks_that_are_not_asked_for_are_skipped_whatever_they_are() -> None:
    wishes = Wishes(ExtractOptions())
    choice = Choice(FILM, Selection(tracks=(0,)), wishes, OcrRequest())

    assert [report.outcome for report in choice.reports] == [None] + ["skipped"] * 3


def test_the_reason_is_kept_where_pictures_are_written_nevertheless(monkeypatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: None)
    wishes = Wishes(ExtractOptions(formats=("srt", "images")))

    choice = Choice(FILM, Selection(), wishes, OcrRequest())
    assert list(choice.unread) == [1]
    assert "cuelift[ocr]" in choice.unread[1]
    assert Choice(FILM, Selection(), wishes, OcrRequest(policy="off")).unread == {1: ""}
