from __future__ import annotations

from collections.abc import Sequence

from cuelift.container import Movie
from cuelift.container.matroska.layout import HEAD_BYTES
from cuelift.media import Attachment
from tests.container.matroska.helpers import film, opened
from tests.writers import ebml
from tests.writers.ebml import element


def listed(data: bytes) -> tuple[Sequence[Attachment], Movie]:
    movie, source = opened(data)
    return source.run(movie.read_attachments()), movie


def test_opening_does_not_look_at_attachments() -> None:
    files = [ebml.attachment(f"{n}.ttf", "font/ttf", bytes(20_000)) for n in range(40)]
    movie, source = opened(film(2, attachments=files).write())
    rounds = source.rounds

    assert rounds < 4
    assert len(source.run(movie.read_attachments())) == 40
    assert source.rounds > rounds + 30


def test_attachments_are_listed_without_being_read() -> None:
    files = [("a.ttf", "font/ttf", 300_000), ("b.otf", "font/otf", 200_000), ("c", "text/plain", 0)]
    data = film(
        2, attachments=[ebml.attachment(name, kind, bytes(size)) for name, kind, size in files]
    ).write()

    movie, source = opened(data)
    found = source.run(movie.read_attachments())

    assert [
        (each.name, each.media_type, each.where.end - each.where.start) for each in found
    ] == files
    assert source.bytes_read < HEAD_BYTES + 3 * 1024 + 100
    assert source.rounds <= 4


def test_the_range_is_that_of_the_data() -> None:
    data = film(1, attachments=[ebml.attachment("é.ttf", "font/ttf", b"the font")]).write()

    [attachment], _ = listed(data)

    assert data[attachment.where.start : attachment.where.end] == b"the font"
    assert attachment.name == "é.ttf"


def test_fields_behind_the_data_are_read_too() -> None:
    late = element(0x465C, bytes(100_000)) + element(0x466E, "late") + element(0x4660, "x/y")
    no_data = element(0x466E, "none") + element(0x4660, "x/y")
    data = film(1, attachments=[element(0x61A7, late), element(0x61A7, no_data)]).write()

    [attachment], _ = listed(data)

    assert (attachment.name, attachment.media_type) == ("late", "x/y")


def test_other_elements_between_files_are_passed_over() -> None:
    data = film(1, attachments=[ebml.void(5000), ebml.attachment("a", "b", b"c")]).write()

    assert [each.name for each in listed(data)[0]] == ["a"]


def test_damage_is_a_warning_and_what_came_before_stays() -> None:
    whole = ebml.attachment("a", "b", b"c")
    too_long = b"\x61\xa7\x4f\xff" + b"x" * 20
    data = film(1, attachments=[whole, too_long]).write()

    files, movie = listed(data)

    assert [each.name for each in files] == ["a"]
    assert "past its parent" in movie.warnings[0]


def test_thousands_of_files_do_not_take_thousands_of_reads() -> None:
    one = ebml.attachment("a", "b", bytes(2000))
    data = film(1, attachments=[one] * 1500).write()

    movie, source = opened(data)
    files = source.run(movie.read_attachments())

    assert source.rounds < 1010
    assert 900 < len(files) < 1100
    assert "too many" in movie.warnings[0]
