"""`reader labels`, labels given by `reader mark`, and `reader notes`."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC
from pathlib import Path

import pytest

from reader.library import Library
from reader.state.marks import Marks
from tests.cli.conftest import Ran


class TestLabels:
    """Labels in commands."""

    def test_labels_are_given_taken_and_shown(self, piped, archive) -> None:
        """Several at once and together with other marks; `list`, `show` and `mark` have them in their objects."""
        marked = piped(
            "mark", "--archive", archive, "--star", "--label", "研究", "--label", "to cite", "storm", "--json"
        )
        taken = piped("mark", "--archive", archive, "--unlabel", "研究", "--label", "x", "storm", "quiet")
        listed = json.loads(piped("list", "--archive", archive, "--json").out)
        shown = json.loads(piped("show", "--archive", archive, "storm", "--json").out)

        assert [(each["labels"], each["starred"]) for each in json.loads(marked.out)] == [
            (["to cite", "研究"], True)
        ]
        assert taken == (0, "", "reader: 2 posts marked.\n")
        assert {each["path"]: each["labels"] for each in listed} == {
            "_posts/2024-02-07-sea.md": [],
            "_posts/2024-02-03-storm.md": ["to cite", "x"],
            "_posts/2023-05-06-quiet.md": ["x"],
        }
        assert (shown["labels"], shown["note"]) == (["to cite", "x"], "")

    def test_a_name_that_can_not_be_marks_nothing(self, piped, archive) -> None:
        """Too long, without a character that is seen, or given and taken at once: a sentence, and exit code 2."""
        for names in (["--label", "x" * 1000], ["--label", "\x1b\u200b"], ["--label", "a", "--unlabel", "a"]):
            ran = piped("mark", "--archive", archive, "--star", *names, "storm")
            assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert piped("list", "--archive", archive, "is:starred").code == 1

    def test_a_label_is_deleted_from_all_posts(self, piped, archive) -> None:
        """A trial says from how many; one that no post has is named in a sentence."""
        piped("mark", "--archive", archive, "--label", "台", "storm", "quiet")
        assert (
            piped("labels", "delete", "臺", "--dry-run").err
            == "reader: 2 posts would be without the label.\n"
        )
        assert piped("labels").out == "2\t台\n"
        assert "deleted from 2 posts" in piped("labels", "delete", "臺").err
        again = piped("labels", "delete", "臺")
        assert (again.code, again.err.count("No post has the label 臺")) == (1, 1)

    def test_labels_are_listed_renamed_and_merged(self, piped, archive) -> None:
        """With the number of their posts, whether they are of these archives or not."""
        nothing = piped("labels", "--archive", archive)
        piped("mark", "--archive", archive, "--label", "台", "storm", "quiet")
        piped("mark", "--archive", archive, "--label", "b", "storm")
        listed = piped("labels")
        renamed = piped("labels", "rename", "臺", "B")

        assert (nothing.code, nothing.out) == (1, "")
        assert listed.out == "1\tb\n2\t台\n"
        assert renamed == (0, "", "reader: 2 posts relabelled.\n")
        assert json.loads(piped("labels", "--json").out) == [{"name": "b", "count": 2}]

    def test_what_can_not_be_renamed(self, piped, archive) -> None:
        """A label that is not there, a name left out, another word: a sentence each."""
        assert piped("labels", "rename", "nosuch", "b").code == 1
        assert piped("labels", "rename", "nosuch").code == 2
        assert piped("labels", "remove", "a").code == 2

    def test_labels_are_given_to_many_posts_and_taken_back(self, piped, archive, monkeypatch) -> None:
        """To those of a query, or of paths on standard input; a trial changes nothing, and the last change can be undone."""

        def labels(*words: str, given: bytes = b"") -> Ran:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            return piped("labels", *words, "--archive", archive)

        trial = labels("give", "x", "--query", "date:2024", "--dry-run")
        assert trial == (0, "", "reader: x would be given to 2 posts.\n")
        assert labels("give", "x", "quiet", "--query", "date:2024").err == "reader: x given to 3 posts.\n"
        # What has the label already is not given it again, so that undoing leaves it there.
        assert labels("give", "X", "quiet").err == "reader: x given to 0 posts.\n"
        paths = b"_posts/2024-02-03-storm.md\nnone.md\n_posts/2023-05-06-quiet.md\n"
        taken = labels("take", "x", "-", given=paths)
        assert taken == (
            1,
            "",
            "reader: No post none.md in the open archives.\nreader: x taken from 2 posts.\n",
        )
        assert labels("--query", "date:2024").out == "1\tx\n"
        without = labels("-0", given=b"_posts/2024-02-03-storm.md\0")
        assert without == (1, "", "reader: None of these posts has a label.\n")
        assert "Taken back" in labels("--undo").err
        assert labels("-", given=paths.replace(b"none.md\n", b"")).out == "2\tx\n"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("give", "x"), "reader labels give NAME POST…"),
            (("take",), "reader labels take NAME POST…"),
            (("give", "x", "quiet", "--json"), "--json is for the list"),
            (("take", "x", "quiet", "--width", "9"), "--width is for the list"),
            (("delete", "x", "--query", "a"), "reader labels delete NAME"),
            (("--undo", "--query", "a"), "leave everything else out"),
            (("give", "x", "nosuch"), "nosuch"),
        ],
    )
    def test_what_says_nothing_that_can_be_done(self, piped, archive, words, said) -> None:
        """How it is written, or what contradicts the rest; nothing is labelled."""
        ran = piped("labels", "--archive", archive, *words)
        assert ran.code and said in ran.err
        assert piped("list", "--archive", archive, "has:label").code == 1


class TestNotes:
    """`reader notes`, and notes in `reader show`."""

    def test_notes_are_listed_and_shown(self, piped, archive: Path, tmp_path: Path) -> None:
        """Of the posts that match alone; with their lines in JSON, and on one line in a pipe."""
        piped("mark", "--archive", archive, "--label", "研究", "storm")
        marks = Marks(tmp_path / "data" / "reader" / "marks.sqlite3")
        library = Library([archive], marks=marks, zone=UTC)
        library.notes.set([library.find("2024-02-03-storm.md")], "# 想法\n\n再看")
        library.notes.set([library.find("2023-05-06-quiet.md")], "nothing")
        marks.close()

        listed = piped("notes", "--archive", archive, "date:2024")
        shapes = json.loads(piped("notes", "--archive", archive, "--json").out)
        shown = piped("show", "--archive", archive, "storm")
        assert (listed.code, listed.out) == (
            0,
            "2024-02-03 00:00\t風暴\t_posts/2024-02-03-storm.md\t# 想法 再看\n",
        )
        assert [(each["title"], each["note"]) for each in shapes] == [
            ("風暴", "# 想法\n\n再看"),
            ("A quiet year", "nothing"),
        ]
        assert "\n#研究\n\n# 想法\n\n再看\n\n臺灣的風暴。" in shown.out
        assert piped("notes", "--archive", archive, "nosuchword").code == 1
