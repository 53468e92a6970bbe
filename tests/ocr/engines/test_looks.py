from __future__ import annotations

from cuelift.ocr.engines.looks import LOOKS, ONCE, SCRIPT_DATA
from cuelift.ocr.languages import LANGUAGES, ppocr_reads


def test_only_scripts_that_nothing_else_reads_are_read_more_than_once():
    again = {row.script for row in LANGUAGES.values() if row.script in LOOKS}

    assert again == set(LOOKS)
    assert not any(ppocr_reads(row.tag) for row in LANGUAGES.values() if row.script in again)
    assert len(ONCE) == 1


def test_looks_differ_even_without_the_data_of_the_script():
    for looks in LOOKS.values():
        assert len({each._replace(script=False) for each in looks}) == len(looks)


def test_every_look_with_data_of_a_script_has_it_named():
    assert {code for code, looks in LOOKS.items() if any(each.script for each in looks)} == set(
        SCRIPT_DATA
    )
