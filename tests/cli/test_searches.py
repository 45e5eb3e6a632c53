"""`reader searches`: saved, counted, renamed, deleted."""

from __future__ import annotations

import json

import pytest


class TestSearches:
    """The saved searches of the command line are those of the screens."""

    def test_saved_and_counted(self, piped, archive) -> None:
        """In the user's order, with the numbers of posts."""
        assert piped("searches", "save", "all", "date:2000..", "--archive", archive).code == 0
        assert piped("searches", "save", "none", "title:zzz", "--archive", archive).code == 0
        posts = len(json.loads(piped("list", "--json", "--archive", archive).out))
        listed = piped("searches", "--json", "--archive", archive)
        assert json.loads(listed.out) == [
            {"name": "none", "query": "title:zzz", "posts": 0, "unread": 0, "new": 0},
            {"name": "all", "query": "date:2000..", "posts": posts, "unread": posts, "new": 0},
        ]
        plain = piped("searches", "--archive", archive)
        assert plain.out.splitlines()[1] == f"{posts}\t{posts}\t0\tall\tdate:2000.."
        assert (listed.code, plain.code) == (0, 0)

    def test_renamed_and_deleted(self, piped, archive) -> None:
        """And nothing saved is said."""
        piped("searches", "save", "a", "橋", "--archive", archive)
        assert piped("searches", "rename", "a", "", "--archive", archive).code == 2
        unknown = piped("searches", "delete", "nothing", "--archive", archive)
        assert (unknown.code, unknown.err.count("No search is saved as nothing:")) == (1, 1)
        assert piped("searches", "rename", "a", " 橋樑\x07", "--archive", archive).code == 0
        assert "橋樑" in piped("searches", "--archive", archive).out
        assert piped("searches", "delete", "橋樑", "--archive", archive).code == 0
        nothing = piped("searches", "--archive", archive)
        assert (nothing.code, nothing.out) == (1, "")
        assert "No search is saved" in nothing.err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("frobnicate",), "the actions are save, rename, delete"),
            (("save", "a"), "reader searches save NAME QUERY"),
            (("save", "a", "(("), "^"),
            (("save", " \x07", "x"), "needs a name"),
        ],
    )
    def test_bad_usage(self, piped, archive, words: tuple[str, ...], said: str) -> None:
        """One sentence, and nothing is changed."""
        refused = piped("searches", *words, "--archive", archive)
        assert refused.code == 2
        assert said in refused.err
        assert "No search is saved:" in piped("searches", "--archive", archive).err
