"""Names of picture files."""

from __future__ import annotations

from cuelift.extract.naming import LONGEST_PICTURE
from cuelift.format.images.names import file_name, picture_files
from tests.support.pictures import WHITE, bitmap, shown


def test_a_picture_is_named_by_what_it_shows_not_by_where() -> None:
    assert file_name(bitmap()) == file_name(bitmap(at=(0, 0)))
    assert file_name(bitmap()) != file_name(bitmap(palette=WHITE * 3))
    assert len(file_name(bitmap())) == len(LONGEST_PICTURE)


def test_a_picture_is_written_once_in_order_of_its_first_use() -> None:
    other = bitmap(b"\1\1\1\1")

    files = list(picture_files([shown(0, 1, other), shown(2, 3, bitmap(), other), shown(4, 5)]))

    assert [file.name for file in files] == [file_name(other), file_name(bitmap())]
