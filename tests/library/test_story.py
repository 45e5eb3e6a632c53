"""The rules of stories: rarity, nearness, links and times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader.article import TimelineEntry
from reader.library.story import (
    LEAST_SHARED,
    Candidate,
    Reason,
    Relation,
    burst,
    date_in_address,
    date_of_entry,
    is_of_channel,
    linked_on,
    of_one_story,
    rarity,
    shared_runs,
    site_offset,
    title_pieces,
)
from reader.text.script import fold

TAIPEI = timezone(timedelta(hours=8))


def test_rare_words_weigh_more_and_common_ones_nothing() -> None:
    """A word of two posts weighs 1, one of many less, one of too many or of one post nothing."""
    weights = [rarity(count, count, 50_000) for count in (1, 2, 20, 200, 2_000)]
    assert weights[0] == 0
    assert weights[1] == pytest.approx(1)
    assert weights[1] > weights[2] > weights[3] > 0.5
    assert weights[4] == 0


@pytest.mark.parametrize("total", [0, 1, 2, 5])
def test_tiny_archives_have_weights(total: int) -> None:
    """No number of posts leads to a division by zero."""
    assert rarity(2, 2, total) >= 0


def test_a_word_that_a_channel_puts_everywhere_is_of_the_channel() -> None:
    """That is a word of more than a quarter of the channel's posts, if these are not just a few."""
    assert is_of_channel(60, 100)
    assert not is_of_channel(20, 100)
    assert not is_of_channel(6, 13)


def test_what_shares_a_word_must_stand_close() -> None:
    """The weight decays over the days to the nearest post that is certainly of the story."""
    found = of_one_story([Candidate(1, 110, 0.9), Candidate(2, 150, 0.9)], [100])
    assert set(found) == {1}
    assert found[1] >= LEAST_SHARED


def test_a_story_goes_on_over_posts_that_are_sure() -> None:
    """Posts that share two words extend a story over months; those that share one do not."""
    sure = [Candidate(number, 100 + 20 * number, 1.8) for number in range(1, 8)]
    assert set(of_one_story(sure, [100])) == set(range(1, 8))
    single = [Candidate(number, 100 + 15 * number, 0.9) for number in range(1, 8)]
    assert set(of_one_story(single, [100])) == {1}


def test_the_same_words_years_later_are_another_story() -> None:
    """However much is shared, a gap of years separates stories."""
    assert of_one_story([Candidate(1, 100 + 900, 5.0)], [100]) == {}


def links(pairs: Sequence[tuple[int, int]], days: dict[int, int]) -> dict[int, int]:
    """Return the posts connected with post 0, each with the post before it."""

    def neighbours(number: int) -> list[int]:
        return [b if a == number else a for a, b in pairs if number in (a, b)]

    return linked_on(0, neighbours, days.get, 40)


def test_a_chain_of_links_holds_together() -> None:
    """A post that links to one that links here is of the story, with the post before it on the way."""
    assert links([(0, 1), (1, 2), (2, 3)], {0: 10, 1: 12, 2: 15, 3: 20}) == {2: 1, 3: 2}


def test_a_list_of_many_links_leads_on_to_nothing() -> None:
    """Links through a digest that links to everything do not count."""
    pairs = [(0, 1), *((1, number) for number in range(2, 80))]
    assert links(pairs, dict.fromkeys(range(80), 10)) == {}


def test_links_over_years_lead_on_to_nothing() -> None:
    """A linked old article does not add its own old neighbours."""
    assert links([(0, 1), (1, 2)], {0: 1000, 1: 100, 2: 90}) == {}


def test_of_two_ways_as_short_as_each_other_the_first_found_is_told() -> None:
    """Neighbours come newest first; what numbers the posts have in an index says nothing."""
    days = dict.fromkeys(range(10), 10)
    assert links([(0, 7), (0, 3), (7, 9), (3, 9)], days) == {9: 7}
    assert links([(0, 3), (0, 7), (7, 9), (3, 9)], days) == {9: 3}


def test_posts_without_a_date_end_a_chain() -> None:
    """Their nearness is unknown."""
    assert links([(0, 1), (1, 2)], {0: 10, 2: 11}) == {}


def test_titles_share_runs_in_either_script() -> None:
    """A name of five characters is one run, found in the other script, and not cut into pairs."""
    title = "小池百合子訪問鉛字庫"
    rare = dict.fromkeys(title_pieces(fold(title)), 0.9)
    assert shared_runs(title, fold(title), rare, fold("东京知事小池百合子抵台")) == {"小池百合子": 0.9}


def test_two_characters_alone_count_half() -> None:
    """Pairs are often not words."""
    title = "今天的鉛字"
    rare = dict.fromkeys(title_pieces(fold(title)), 0.9)
    assert shared_runs(title, fold(title), rare, fold("一枚鉛字")) == {"鉛字": 0.45}


def test_latin_words_are_shared_whole() -> None:
    """Only words of four letters or more count."""
    title = "Shadowsocks and the wall"
    assert set(title_pieces(fold(title))) == {"shadowsocks", "wall"}
    rare = {"shadowsocks": 1.0}
    assert shared_runs(title, fold(title), rare, "on shadowsocks") == {"Shadowsocks": 1.0}


def test_the_clock_of_a_timeline_is_told_by_what_is_known() -> None:
    """An entry whose instant is known gives the UTC offset for the others."""
    entries = (
        TimelineEntry("2024/02/07 21:41", "甲", None, datetime(2024, 2, 7, 21, 41)),
        TimelineEntry("2024/02/06 01:00", "乙", "https://e.com/2", datetime(2024, 2, 6, 1, 0)),
    )
    offset = site_offset(entries, {None: datetime(2024, 2, 7, 13, 41, 20, tzinfo=UTC)})
    assert offset == timedelta(hours=8)
    date = date_of_entry(entries[1], offset, UTC)
    assert date is not None
    assert date.utc == datetime(2024, 2, 5, 17, 0, tzinfo=UTC)
    assert site_offset(entries, {}) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.cna.com.tw/news/aipl/202402075001.aspx", "2024-02-07"),
        ("https://e.com/2024/02/07/title", "2024-02-07"),
        ("https://e.com/2024-02-07-title", "2024-02-07"),
        ("https://e.com/20241345", None),
        ("https://e.com/1202402071", None),
        ("https://e.com/2024/02/31/x", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    """Days in addresses are read; other numbers are not."""
    date = date_in_address(url)
    assert (f"{date.utc:%Y-%m-%d}" if date else None) == day


def test_reasons_in_words() -> None:
    """A reason reads as a phrase."""
    assert str(Reason(Relation.TIMELINE)) == "its timeline"
    assert str(Reason(Relation.SHARED, ("甲", "乙"))) == "shares 2 rare words: 甲, 乙"
    assert str(Reason(Relation.CHAINED, ("某篇",))) == "linked with “某篇”"


def test_a_word_of_many_texts_weighs_as_little_as_there_are_many() -> None:
    """However few titles or keywords have it."""
    weights = [rarity(2, texts, 10_000) for texts in (2, 50, 300, 401)]
    assert weights[0] > weights[1] > weights[2] > 0
    assert weights[3] == 0


def test_a_keyword_of_years_is_no_event() -> None:
    """It weighs in proportion to the share of its posts that are within half a year."""
    assert burst(1000, [1000, 1010, 1100]) == 1
    assert burst(1000, [1000, 100, 2000, 3000]) == 0.25
    assert burst(1000, []) == 1
