from __future__ import annotations

import numpy as np
import pytest
from av.audio.frame import AudioFrame

from cuelift.dataset.audio.pyav import PyAv, _Placed
from cuelift.errors import CodecError


def test_a_rate_that_flac_cannot_have_is_told():
    with pytest.raises(CodecError, match="coding FLAC"):
        PyAv().flac([bytes(100)], 2_000_000)


def test_frames_without_times_follow_each_other():
    placed = _Placed(16_000)
    made = b""
    for start in (0, 100):
        samples = np.arange(start, start + 100, dtype=np.int16).reshape(1, -1)
        frame = AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = 16_000
        made += b"".join(placed.feed(frame, None))
    made += b"".join(placed.end())

    assert np.array_equal(np.frombuffer(made, np.int16), np.arange(200))
