"""How what was typed may have come from what was meant."""

from __future__ import annotations

import pytest

from reader.text.slips import Slip, slip_between
from reader.text.sounds import near_sound, same_sound, sound_near, sound_same
from reader.text.spelling import search_form


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("台機電", "台積電", Slip.SOUND),
        ("封成", "封城", Slip.SOUND),
        ("登录", "登陸", Slip.SOUND),
        ("公事", "攻勢", Slip.SOUND),
        ("銀航", "銀行", Slip.SOUND),
        ("武汗", "武漢", Slip.SOUND),
        ("自已", "自己", Slip.SHAPE),
        ("週未", "周末", Slip.SHAPE),
        ("析除", "拆除", Slip.SHAPE),
        ("买票", "賣票", Slip.SOUND),
        ("入民曰報", "人民日報", None),
        ("藍天", "難填", Slip.ACCENT),
        ("四十", "事實", Slip.ACCENT),
        ("身份正", "身份證", Slip.SOUND),
        ("身份珍", "身份證", Slip.ACCENT),
        ("地震台", "地台震", Slip.HAND),
        ("台積電", "台電", Slip.CHARACTER),
        ("台電", "台積電", Slip.MISSING),
        ("港口的船", "港口的橋", Slip.CHARACTER),
        ("港船", "港橋", Slip.HALF),
        ("港2", "港橋", None),
        ("船", "橋", None),
        ("港口", "渡輪", None),
        ("港口", "港口", None),
        ("teh", "the", Slip.HAND),
        ("harbuor", "harbour", Slip.HAND),
        ("harvour", "harbour", Slip.HAND),
        ("harbbour", "harbour", Slip.HAND),
        ("harour", "harbour", Slip.MISSING),
        ("harpbour", "harbour", Slip.CHARACTER),
        ("harpour", "harbour", Slip.CHARACTER),
        ("newyork", "new york", Slip.HAND),
        ("tap", "tip", None),
        ("harbour", "barber", None),
        ("2020", "2021", None),
        ("2020年", "202年", None),
        ("1月3", "13月", None),
        ("", "a", Slip.MISSING),
    ],
)
def test_slips(typed: str, meant: str, slip: Slip | None) -> None:
    """Sounds, exchanged and neighbouring keys, or any one character; of two letters or numbers none."""
    assert slip_between(search_form(typed), search_form(meant)) is slip


def test_characters_of_a_sound_are_common_ones() -> None:
    """A character is among its own, and each that is named sounds so."""
    for character in map(search_form, "機城長行"):
        same, near = same_sound(character), near_sound(character)
        assert character in same
        assert set(same) <= set(near)
        assert all(sound_same(character, each) for each in same)
        assert all(sound_near(character, each) for each in near)
        assert len(same) < 200
    assert same_sound("a") == near_sound("") == ""
