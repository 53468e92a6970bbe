import pytest

from cuelift.text.confusions import candidates, parts


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("BIoody", "Bloody"),
        ("heIIo", "hello"),
        ("rnan", "man"),
        ("cloor", "door"),
        ("vvhat", "what"),
        ("h0use", "house"),
        ("|t", "It"),
        ("fiir", "für"),
        ("helllo", "hello"),
    ],
)
def test_what_was_meant_is_among_the_candidates(read, meant):
    assert meant in candidates(read)


def test_each_candidate_comes_once():
    found = list(candidates("IIwalkfast"))

    assert len(found) == len(set(found))


def test_halves_of_a_word_must_stand_elsewhere():
    assert list(parts("walkfast", {"walk", "fast", "walkf"})) == ["walk fast"]
    assert list(parts("colour", {"our"})) == []
