"""`reader tags`, `timeline` and `trend`: posts counted by facet and time."""

from __future__ import annotations

import json

import pytest

TAGS = [
    {"name": "港口新聞", "kind": "channel", "count": 2},
    {"name": "The Pier", "kind": "channel", "count": 1},
]


class TestTags:
    """`reader tags`."""

    def test_in_all_forms(self, piped, archive) -> None:
        """JSON, NDJSON and tabs give the same counts, the commonest first."""
        document, lines, plain = (
            piped("tags", "--archive", archive, *form) for form in (["--json"], ["--ndjson"], [])
        )

        assert json.loads(document.out) == [json.loads(line) for line in lines.out.splitlines()] == TAGS
        assert plain == (0, "2\tchannel\t港口新聞\n1\tchannel\tThe Pier\n", "")

    def test_of_a_query(self, piped, archive) -> None:
        """Counts are those of the posts that match."""
        assert piped("tags", "--archive", archive, "date:2023").out == "1\tchannel\tThe Pier\n"

    @pytest.mark.parametrize(
        ("options", "lines"),
        [
            (["--kind", "author"], "1\tauthor\tAnn & Bo\n1\tauthor\tCy\n"),
            (["--kind", "year"], "2\tyear\t2024\n1\tyear\t2023\n"),
            (["--kind", "year", "--sort", "name"], "1\tyear\t2023\n2\tyear\t2024\n"),
            (["--kind", "channel", "--sort", "recent"], "2\tchannel\t港口新聞\n1\tchannel\tThe Pier\n"),
            (["--kind=site", "--kind=lang", "date:2024"], "2\tsite\texample.org\n2\tlang\thant\n"),
        ],
    )
    def test_other_values_are_counted_too(self, piped, archive, options, lines) -> None:
        """Of the kinds that are asked for, in one order."""
        assert piped("tags", "--archive", archive, *options).out == lines

    def test_all_kinds_have_the_same_shape(self, piped, archive) -> None:
        """Each value can be asked for in a query."""
        found = json.loads(piped("tags", "--archive", archive, "--kind", "all", "--json", "date:2023").out)
        assert [(one["kind"], one["name"], one["count"]) for one in found] == [
            ("year", "2023", 1),
            ("author", "Cy", 1),
            ("channel", "The Pier", 1),
            ("lang", "en", 1),
        ]

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """Counts stand right, in a column."""
        assert on_terminal("tags", "--archive", archive, NO_COLOR="1").out.splitlines() == [
            "2  channel    港口新聞",
            "1  channel    The Pier",
        ]


class TestTimeline:
    """`reader timeline`."""

    @pytest.mark.parametrize(
        ("unit", "lines"),
        [
            (["--by", "day"], "2024-02-08\t1\n2024-02-03\t1\n2023-05-06\t1\n"),
            (["--by", "month"], "2024-02\t2\n2023-05\t1\n"),
            ([], "2024-02\t2\n2023-05\t1\n"),
            (["--by=year"], "2024\t2\n2023\t1\n"),
        ],
    )
    def test_counts_in_the_reader_s_zone(self, piped, archive, unit, lines) -> None:
        """Days are days of the zone; the newest come first."""
        assert piped("timeline", "--archive", archive, *unit, READER_ZONE="Asia/Taipei") == (0, lines, "")

    def test_json(self, piped, archive) -> None:
        """An array of periods with counts, of the posts that match."""
        ran = piped("timeline", "--archive", archive, "--json", "台灣")

        assert json.loads(ran.out) == [{"period": "2024-02", "count": 2}]

    def test_posts_without_a_date_are_told(self, piped, archive, write) -> None:
        """They are in no period."""
        write("undated.md", "text")

        assert piped("timeline", "--archive", archive, "--by", "year") == (
            0,
            "2024\t2\n2023\t1\n",
            "reader: 1 of the posts that match has no date.\n",
        )

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """Bars are as long as their counts, within the width."""
        assert on_terminal("timeline", "--archive", archive, columns=42, NO_COLOR="1").out.splitlines() == [
            "2024-02  2  " + "█" * 30,
            "2023-05  1  " + "█" * 15,
        ]


class TestTrend:
    """`reader trend`."""

    def test_in_all_forms(self, piped, archive) -> None:
        """Earliest first, periods without posts too; a column or an object for each query."""
        words = ("--archive", archive, "--by", "year", "台灣", "quiet | 風暴")
        document, lines, plain, share = (
            piped("trend", *words, *form) for form in (["--json"], ["--ndjson"], [], ["--share"])
        )

        assert plain == (0, "2023\t0\t1\n2024\t2\t1\n", "")
        assert share.out == "2023\t0.000000\t1.000000\n2024\t1.000000\t0.500000\n"
        drawn = piped("trend", *words, "--share", "--width", "60").out
        assert "2 posts, the largest share in 2023: 100%\n" in drawn
        assert "2 posts, the largest share in 2024: 100%\n" in drawn
        assert json.loads(document.out) == [json.loads(line) for line in lines.out.splitlines()]
        assert json.loads(lines.out.splitlines()[-1]) == {
            "query": "quiet | 風暴",
            "period": "2024",
            "count": 1,
            "share": 0.5,
        }

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """A plot with a legend, within the width; without colours one for each query."""
        ran = on_terminal("trend", "--archive", archive, "台灣", "-台灣", columns=60, NO_COLOR="1")

        lines = ran.out.splitlines()
        assert [line for line in lines if "━━" in line] == [
            "━━ 台灣                    2 posts, most in 2024-02: 2",
            "━━ -台灣                   1 post, most in 2023-05: 1",
        ]
        assert max(map(len, lines)) < 60
        assert any("█" in line for line in lines)
        assert any("2023-05" in line and "2024" in line for line in lines)

    def test_no_match_and_mistakes(self, piped, archive) -> None:
        """The query that has no posts is named."""
        assert piped("trend", "--archive", archive, "nosuch") == (
            1,
            "",
            "reader: No post has nosuch.\n",
        )
        assert piped("trend", "--archive", archive, "a NEAR").code == 2
        assert piped("trend", "--archive", archive).code == 2
