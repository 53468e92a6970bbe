from __future__ import annotations

import pytest

from cuelift.dataset.audio import engines
from cuelift.dataset.audio.ffmpeg import Ffmpeg
from cuelift.dataset.audio.pyav import PyAv
from cuelift.errors import UsageError


def test_the_program_is_taken_before_the_package(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engines.shutil, "which", lambda name: f"/bin/{name}")
    assert isinstance(engines.find_engine(), Ffmpeg)

    monkeypatch.setattr(engines.shutil, "which", lambda name: None)
    assert isinstance(engines.find_engine(), PyAv)


def test_without_either_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engines.shutil, "which", lambda name: None)
    monkeypatch.setattr(engines, "find_spec", lambda name: None)

    with pytest.raises(UsageError, match=r"cuelift\[av\]"):
        engines.find_engine()
