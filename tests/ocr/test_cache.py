from __future__ import annotations

import numpy as np

from cuelift.ocr.cache import Cache, line_key


def test_what_was_not_used_for_longest_makes_room():
    cache: Cache[int] = Cache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)

    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)


def test_lines_of_one_content_and_other_shapes_have_other_keys():
    assert line_key(np.zeros((2, 6), np.uint8)) != line_key(np.zeros((3, 4), np.uint8))
    assert line_key(np.zeros((2, 6), np.uint8)) == line_key(np.zeros((2, 6), np.uint8))
