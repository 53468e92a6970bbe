from __future__ import annotations

import os

import pytest

from cuelift.errors import UsageError
from cuelift.extract.dataset import DatasetOptions


def test_audio_is_cut_where_the_form_needs_it():
    assert DatasetOptions(folder="a").cut == "none"
    assert DatasetOptions(folder="a", form="hf").cut == "flac"
    assert DatasetOptions(folder="a", form="hf", audio="wav").cut == "wav"
    with pytest.raises(UsageError, match="add --audio flac or wav"):
        _ = DatasetOptions(folder="a", form="hf", audio="none").cut


def test_an_unknown_form_is_told():
    with pytest.raises(UsageError, match="known are: nemo, hf, kaldi"):
        _ = DatasetOptions(folder="a", form="tar").shape


def test_the_folder_is_one_of_this_machine():
    assert DatasetOptions(folder="a/../b").path == os.path.abspath("b")
    with pytest.raises(UsageError, match="cuelift cp takes it elsewhere"):
        _ = DatasetOptions(folder="s3://bucket/a").path
