"""Line breaks of scripts without spaces."""

from __future__ import annotations

import importlib

import pytest

from cuelift.errors import UsageError
from cuelift.text import line_break
from cuelift.text.line_break import break_positions

uniseg = pytest.importorskip("uniseg.linebreak")

TEXTS = [
    "今日はとても天気がいいので、公園に行きましょうか。",
    "「ちょっと待って！」 と言った（笑）100円です…ね？",
    "我觉得“这样”很好，你说呢？OK 吗 50%",
    "それは…ABCのテスト（3月1日）だよー。",
    "他花了￥100，真的吗？！ A-B 测试",
    "『二つ』と「三つ」・・・あ゙っ！　そうだ",
    "100％の力で（ 本当 ）です。$5 と 3.5km",
    "“你好” 他说\u200b然后\u2060走了",
    "が\u3099 ゙か\u200dら",
]


@pytest.mark.parametrize("text", TEXTS)
def test_breaks_are_those_of_an_independent_implementation(text):
    theirs = [at for at in uniseg.line_break_boundaries(text) if 0 < at < len(text)]

    assert break_positions(text) == theirs


def test_hangul_stays_together_between_spaces():
    assert break_positions("오늘은 날씨가") == [4]


def test_nothing_breaks_behind_an_opening_or_before_a_closing_one():
    assert break_positions("「 あ」") == []


def test_a_missing_package_is_named(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(line_break, "import_module", missing)
    line_break._class_of.cache_clear()
    with pytest.raises(UsageError, match=r"pip install 'cuelift\[text\]'"):
        break_positions("今日")
    monkeypatch.setattr(line_break, "import_module", importlib.import_module)
    assert break_positions("今日") == [1]
