from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.dataset.forms.base import Place
from cuelift.dataset.forms.kaldi import write
from tests.dataset.utterances import utterance
from tests.support.spoken import kaldi_faults

PLACE = Place(folder="/a b", rate=16_000)


def published(files: dict[str, bytes], folder):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "train"


def test_a_folder_tells_recordings_and_segments(tmp_path):
    given = [utterance(5, 6.5, "Bob"), utterance(1, 2, "Bob"), utterance(3, 4)]

    folder = published(write({"train": given, "dev": []}, PLACE), tmp_path)

    assert kaldi_faults(folder) == []
    assert (folder / "segments").read_text().splitlines() == [
        "film_1-bob-000001000-000002000 film_1 1.000 2.000",
        "film_1-bob-000005000-000006500 film_1 5.000 6.500",
        "film_1-unknown-000003000-000004000 film_1 3.000 4.000",
    ]
    assert (folder / "spk2utt").read_text().splitlines()[0] == (
        "film_1-bob film_1-bob-000001000-000002000 film_1-bob-000005000-000006500"
    )
    name, command = (folder / "wav.scp").read_text().split(" ", 1)
    assert name == "film_1"
    assert shlex.split(command) == [
        "ffmpeg", "-i", "file:/films/it's.mkv", "-f", "wav", "-", "|"
    ]  # fmt: skip


def test_audio_files_need_no_segments(tmp_path):
    given = [utterance(1, 2, audio="audio/a.wav"), utterance(3, 4, audio="audio/b.flac")]

    folder = published(write({"train": given}, PLACE), tmp_path)

    assert kaldi_faults(folder) == []
    assert not (folder / "segments").exists()
    wav, flac = (folder / "wav.scp").read_text().splitlines()
    assert wav.endswith(" /a b/audio/a.wav")
    assert flac.endswith(" ffmpeg -nostdin -v error -i '/a b/audio/b.flac' -f wav - |")


@pytest.mark.parametrize(
    ("text", "expected"), [("a <s> b</s>", "a < s > b< /s >"), ("#0 a#0", "# 0 a# 0"), ("#1", "#1")]
)
def test_reserved_symbols_are_parted(text, expected):
    files = write({"train": [utterance(text=text)]}, PLACE)

    assert files["train/text"].decode().split(" ", 1)[1] == f"{expected}\n"


SPEAKERS = st.one_of(st.none(), st.sampled_from(["a", "a b", "A", "unknown", "\u0418", "a0", "-"]))


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["f_1", "f_12"]), SPEAKERS, st.integers(0, 40)),
        st.sampled_from(["word", "a\u00a0b #0", "<s> x"]),
        min_size=1,
    )
)
def test_any_utterances_pass_the_checks(tmp_path_factory, given):
    spoken = {}
    for (film, speaker, at), text in given.items():
        each = utterance(at, at + 1, speaker, film=film, text=text)
        spoken[each.id] = each

    folder = published(
        write({"train": list(spoken.values())}, PLACE), tmp_path_factory.mktemp("kaldi")
    )

    assert kaldi_faults(folder) == []
