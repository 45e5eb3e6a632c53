"""`reader mark`."""

from __future__ import annotations

import json


class TestMark:
    """`reader mark`."""

    def test_marks_are_kept_and_shared_by_copies(self, piped, archive) -> None:
        """What one command marks, the next one finds, on the post and on its copy."""
        marked = piped("mark", "--archive", archive, "--read", "--star", "_posts/2024-02-07-sea.md", "--json")
        listed = piped("list", "--archive", archive, "is:read is:starred", "--no-fold", "--ndjson")
        unmarked = piped("mark", "--archive", archive, "--unread", "--unstar", "sea wind", "quiet")

        assert [(shape["unread"], shape["starred"]) for shape in json.loads(marked.out)] == [(False, True)]
        assert len(listed.out.splitlines()) == 2
        # The other was so before.
        assert unmarked == (0, "", "reader: 1 post marked.\n")
        assert piped("list", "--archive", archive, "is:starred | is:read").code == 1
        both = piped("mark", "--archive", archive, "--read", "_posts/2024-02-07-sea.md", "sea wind")
        assert both.err == "reader: 1 post marked.\n"
        trial = ("mark", "--archive", archive, "--read", "--star", "sea wind", "storm", "--label", "x")
        told = piped(*trial, "--dry-run", "--json")
        assert told.err == "reader: 2 posts would be marked.\n"
        assert [shape["labels"] for shape in json.loads(told.out)] == [[], []]
        for count in (2, 0):
            assert piped(*trial, "--dry-run").err == f"reader: {count} posts would be marked.\n"
            assert piped(*trial).err == f"reader: {count} posts marked.\n"

    def test_several_marks_are_one_change(self, piped, archive) -> None:
        """What one command says is taken back at once, and called as it was typed."""
        options = ("--star", "--read", "--label", "inbox")
        assert piped("mark", "--archive", archive, "--label", "to cite", "storm").code == 0
        assert (
            piped("mark", "--archive", archive, *options, "--unlabel", "to cite", "storm", "quiet").code == 0
        )
        marked = "is:starred is:read label:inbox -label:'to cite'".replace("'", '"')
        assert piped("list", "--archive", archive, marked, "--count").out == "2\n"
        undone = piped("mark", "--archive", archive, "--undo").err

        assert undone == "reader: Taken back: reader mark --read --star --label inbox --unlabel to cite.\n"
        assert piped("list", "--archive", archive, "is:starred | is:read | label:inbox").code == 1
        assert piped("list", "--archive", archive, 'label:"to cite"', "--count").out == "1\n"

    def test_all_or_none(self, piped, archive) -> None:
        """A post that is not found keeps the others from being marked."""
        ran = piped("mark", "--archive", archive, "--star", "storm", "nosuch")

        assert (ran.code, ran.out) == (1, "")
        assert piped("list", "--archive", archive, "is:starred").code == 1

    def test_nothing_to_mark(self, piped, archive) -> None:
        """The sentence names the options; contrary ones are refused."""
        assert piped("mark", "--archive", archive, "storm") == (
            2,
            "",
            "reader: Say what to mark: --read, --unread, --star, --unstar, --label or --unlabel.\n",
        )
        assert piped("mark", "--archive", archive, "storm", "--read", "--unread").code == 2

    def test_marks_that_can_not_be_used(self, piped, archive, tmp_path) -> None:
        """A foreign file in the place of the marks is told, not overwritten."""
        marks = tmp_path / "data" / "reader" / "marks.sqlite3"
        marks.parent.mkdir(parents=True)
        marks.write_text("a shopping list, long enough to be read as a header of SQLite " * 10)
        before = marks.read_bytes()
        ran = piped("mark", "--archive", archive, "storm", "--read")

        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
        for command in ("labels", "stats", "highlights", "searches"):
            assert piped(command, "--archive", archive).err == ran.err
        for words in (
            ("mark", "--unread", "storm", "--dry-run"),
            ("labels", "take", "x", "storm"),
            ("list", "saved:x"),
        ):
            assert piped(*words, "--archive", archive) == ran
        assert "marks.sqlite3 cannot be used" in ran.err
        assert marks.read_bytes() == before
