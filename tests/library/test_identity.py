"""What is said of a post follows it: to another place, without its address, and away from posts that share it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from reader import paths as folders
from reader.errors import StateError
from reader.library import Library, described, moves
from reader.library.marks_file import export_lines, import_marks
from reader.query import parse
from reader.state.marks import Marks
from reader.state.statements import Kind, Statement
from tests.library.conftest import TAIPEI, load

HOME = "https://letter.example/issues"


def text(subject: str) -> str:
    """Return a text of some length about one subject alone."""
    return "".join(f"<p>{subject}的第{number}件事，與{subject * 2}有關。</p>" for number in range(9))


class Shelf:
    """Archives and one file of marks, opened again and again."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self._marks: list[Marks] = []

    def write(
        self, place: str, title: str, body: str, source: str = "", *, date: str = "2024-02-07", also: str = ""
    ) -> None:
        """Write a post at `archive/path`."""
        file = self.room / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'---\ntitle: "{title}"\ndate: {date}\nfrom: {source}\n{also}---\n\n{body}\n', encoding="utf-8"
        )

    def move(self, place: str, target: str) -> None:
        """Move a file or a folder."""
        (self.room / target).parent.mkdir(parents=True, exist_ok=True)
        (self.room / place).rename(self.room / target)

    def open(self, *archives: str, anew: bool = False) -> Library:
        """Load the archives in a new run of the program; `anew` without an index from before."""
        self.close()
        if anew:
            shutil.rmtree(folders.cache_folder(), ignore_errors=True)
        self._marks.append(Marks(self.room / "marks.sqlite3"))
        library = Library(
            [self.room / name for name in archives or ("a",)], marks=self._marks[-1], zone=TAIPEI
        )
        load(library)
        return library

    def keys(self) -> frozenset[str]:
        """Return the keys of the starred posts."""
        return self._marks[-1].keys(Kind.STARRED)

    def earlier(self, key: str) -> list[Statement]:
        """Return the texts on the post with a key that another took the place of."""
        return [each for each in self._marks[-1].ledger.earlier() if each.item.key == key]

    def close(self) -> None:
        """End the runs of the program."""
        while self._marks:
            self._marks.pop().close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Archives that are written and opened."""
    made = Shelf(tmp_path)
    yield made
    made.close()


def starred(library: Library) -> list[str]:
    """Return the paths of the starred posts, by the query and by each post alike."""
    rows = list(library.select(parse("is:starred")))
    everything = [row.post for row in library.select(parse(""))]
    assert [row.post for row in rows] == [post for post in everything if library.is_starred(post)]
    return sorted(row.post.path for row in rows)


def star(library: Library, *named: str) -> None:
    """Star posts."""
    library.star([library.find(name) for name in named], starred=True)


def families(library: Library) -> list[list[str]]:
    """Return the paths of the posts, copies together."""
    rows = library.select(parse(""), fold_copies=True)
    return sorted(sorted(copy.post.path for copy in library.related.copies(row.post)) for row in rows)


@pytest.mark.parametrize("anew", [False, True])
class TestMoves:
    """A file that changes its place or loses its address keeps what was said of it, also in an index built anew."""

    def test_a_moved_file_and_a_renamed_folder(self, shelf: Shelf, anew: bool) -> None:
        """Neither has an address nor a dated name."""
        shelf.write("a/one.md", "One", text("船"))
        shelf.write("a/deep/two.md", "Two", text("橋"))
        shelf.write("a/deep/three.md", "Three", text("雨"))
        library = shelf.open()
        star(library, "one.md", "two.md")
        library.labels.set([library.find("two.md")], "輪渡", labelled=True)
        for note in ("first thought", "second thought"):
            library.notes.set([library.find("two.md")], note)
        shelf.move("a/one.md", "a/else/1.md")
        shelf.move("a/deep", "a/low")
        library = shelf.open(anew=anew)
        assert starred(library) == ["else/1.md", "low/two.md"]
        assert described(library.change_log.recent(1)[0]) == "2 posts found again at another place or address"
        assert library.labels.of(library.find("low/two.md")) == ["輪渡"]
        assert library.notes.of(library.find("low/two.md")) == "second thought"
        assert [each.value for each in shelf.earlier("file:a/low/two.md")] == ["first thought"]
        shelf.move("a", "b")
        assert starred(shelf.open("b", anew=anew)) == ["else/1.md", "low/two.md"]

    def test_a_lost_address(self, shelf: Shelf, anew: bool) -> None:
        """The file stays, and then moves, too, or both at once; one that gets its address back is as it is now."""
        shelf.write("a/one.md", "One", text("船"), "https://a.example/one")
        shelf.write("a/two.md", "Two", text("橋"), "https://a.example/two")
        star(shelf.open(), "one.md", "two.md")
        shelf.write("a/one.md", "One", text("船"))
        shelf.move("a/two.md", "a/2.md")
        shelf.write("a/2.md", "Two", text("橋"))
        assert starred(shelf.open(anew=anew)) == ["2.md", "one.md"]
        shelf.move("a/one.md", "a/1.md")
        library = shelf.open(anew=anew)
        assert starred(library) == ["1.md", "2.md"]
        library.star([library.find("1.md")], starred=False)
        shelf.write("a/1.md", "One", text("船"), "https://a.example/one")
        assert starred(shelf.open(anew=anew)) == ["2.md"]

    def test_a_place_that_another_post_takes(self, shelf: Shelf, anew: bool) -> None:
        """It does not get what was said of the post that was there; a post whose address is corrected does."""
        shelf.write("a/latest.md", "One", text("船"), "https://a.example/one")
        star(shelf.open(), "latest.md")
        shelf.write("a/latest.md", "Two", text("橋"), "https://a.example/two")
        assert starred(shelf.open(anew=anew)) == []
        shelf.write("a/latest.md", "One", text("船"), "https://a.example/1")
        assert starred(shelf.open(anew=anew)) == ["latest.md"]

    def test_very_many_that_are_marked_at_once(
        self, shelf: Shelf, anew: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Their places are noted by the next load, before it looks at files."""
        monkeypatch.setattr(moves, "_MOST_AT_ONCE", 1)
        shelf.write("a/one.md", "One", text("船"))
        shelf.write("a/two.md", "Two", text("橋"))
        star(shelf.open(), "one.md", "two.md")
        shelf.open()
        shelf.move("a/one.md", "a/1.md")
        assert starred(shelf.open(anew=anew)) == ["1.md", "two.md"]

    def test_marks_of_another_machine(
        self, shelf: Shelf, anew: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file is in another place there, and has no address."""
        shelf.write("a/one.md", "One", text("船"))
        star(shelf.open(), "one.md")
        shelf.close()
        monkeypatch.setattr(folders, "marks_file", lambda: shelf.room / "marks.sqlite3")
        export = "".join(export_lines()).encode()
        (shelf.room / "marks.sqlite3").unlink()
        shelf.move("a/one.md", "b/1.md")
        assert starred(shelf.open("b")) == []
        shelf.close()
        import_marks(export, "marks.json")
        assert starred(shelf.open("b", anew=anew)) == ["1.md"]

    def test_marks_that_can_not_be_written(
        self, shelf: Shelf, anew: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The load goes on without them, and the next one carries them."""
        shelf.write("a/one.md", "One", text("船"))
        star(shelf.open(), "one.md")
        shelf.move("a/one.md", "a/1.md")

        def fail(*_: object, **__: object) -> None:
            raise StateError(shelf.room / "marks.sqlite3", "the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(Marks, "merge", fail)
            assert starred(shelf.open(anew=anew)) == []
        assert starred(shelf.open()) == ["1.md"]

    def test_a_copy_that_stays(self, shelf: Shelf, anew: bool) -> None:
        """Nothing is carried away from a post that is still there."""
        shelf.write("a/one.md", "One", text("船"), "https://a.example/one")
        star(shelf.open(), "one.md")
        shelf.write("a/two.md", "One", text("船"), "https://b.example/one")
        shelf.write("a/three.md", "One", text("船"), "https://a.example/one")
        assert starred(shelf.open(anew=anew)) == ["one.md", "three.md"]
        shelf.write("a/one.md", "Another", text("橋"))
        assert starred(shelf.open(anew=anew)) == ["three.md"]


def issue(shelf: Shelf, number: int, place: str = "", *, archive: str = "a") -> None:
    """Write an issue of a newsletter whose posts all have the address of its page."""
    subject = "船橋雨燈貓山海"[number - 1]
    shelf.write(
        f"{archive}/{place or f'{number}.md'}",
        f"第{number}期通訊",
        text(subject),
        HOME,
        date=f"2024-0{number}-01",
    )


class TestSharedAddresses:
    """Different posts with one address."""

    def test_they_are_no_copies_and_share_no_marks(self, shelf: Shelf) -> None:
        """Each has its own; copies of one of them share them, also if they were edited."""
        for number in (1, 2, 3):
            issue(shelf, number)
        shelf.write("a/again.md", "第2期（修訂）", text("橋") + "<p>補記。</p>", HOME, date="2024-03-09")
        library = shelf.open()
        assert families(library) == [["1.md"], ["2.md", "again.md"], ["3.md"]]
        star(library, "2.md")
        assert starred(library) == ["2.md", "again.md"]
        assert starred(shelf.open(anew=True)) == ["2.md", "again.md"]
        assert shelf.keys() == {"letter.example/issues file:a/2.md"}

    def test_what_makes_posts_of_an_address_one(self, shelf: Shelf) -> None:
        """Their texts; title and day where these are half the same or prove nothing, or both together."""
        ship, bridge, half = (
            text("船"),
            text("橋"),
            text("船") + "".join(f"<p>其餘{n}各不相同。</p>" for n in range(9)),
        )
        other_half = text("船") + "".join(f"<p>別樣{n}沒有一處一致。</p>" for n in range(9))
        one, two = "2024-01-01", "2024-02-02"
        cases = [
            (True, ("A", one, ship), ("B", two, ship)),
            (True, ("A", one, ship), ("B", two, half)),
            (False, ("A", one, ship), ("B", two, bridge)),
            (False, ("A", one, ship), ("A", two, bridge)),
            (False, ("A", one, ship), ("B", one, bridge)),
            (True, ("A", one, ship), ("A", one, bridge)),
            (False, ("A", "", ship), ("A", "", bridge)),
            (False, ("A", one, half), ("B", two, other_half)),
            (True, ("A", one, half), ("A", two, other_half)),
            (True, ("A", one, half), ("B", one, other_half)),
            (False, ("A", one, "短。"), ("B", two, "很短。")),
            (True, ("A", one, "短。"), ("A", two, "很短。")),
            (True, ("A", one, "短。"), ("B", one, "很短。")),
            (True, ("A", one, "短。"), ("B", "", "很短。")),
            (False, ("A", one, ""), ("B", two, "")),
        ]
        for number, (_, *both) in enumerate(cases):
            for name, (title, date, body) in zip("ab", both, strict=True):
                # Letters that no other case has, lest the texts of different addresses be equal.
                own = f"{body}<p>{chr(0x4E00 + number) * 3}</p>" if body else ""
                shelf.write(f"a/{number}{name}.md", title, own, f"{HOME}/{number}", date=date)
        found = families(shelf.open())
        assert [[f"{number}a.md", f"{number}b.md"] in found for number in range(len(cases))] == [
            are_one for are_one, *_ in cases
        ]

    def test_a_page_of_one_post(self, shelf: Shelf) -> None:
        """Its copies have the address alone as their key, though they were edited."""
        for name, more in (("1", ""), ("2", "<p>補記。</p>")):
            shelf.write(f"a/{name}.md", f"One {name}", text("橋") + more, HOME, date=f"2024-03-0{name}")
        star(shelf.open(), "1.md")
        assert shelf.keys() == {"letter.example/issues"}

    def test_archives_of_one_name(self, shelf: Shelf) -> None:
        """Posts at the same path in both are told apart, too."""
        issue(shelf, 1, "1.md", archive="x/posts")
        issue(shelf, 2, "1.md", archive="y/posts")
        library = shelf.open("x/posts", "y/posts")
        library.star([next(row.post for row in library.select(parse("第2期通訊")))], starred=True)
        assert [row.post.title for row in library.select(parse("is:starred"))] == ["第2期通訊"]

    @pytest.mark.parametrize("anew", [False, True])
    def test_what_was_said_before_stays_with_its_post(self, shelf: Shelf, anew: bool) -> None:
        """The second and the third post that come have none of it, and what is said of one follows a move."""
        issue(shelf, 1)
        star(shelf.open(), "1.md")
        issue(shelf, 2)
        library = shelf.open(anew=anew)
        assert starred(library) == ["1.md"]
        star(library, "2.md")
        issue(shelf, 3)
        assert starred(shelf.open(anew=anew)) == ["1.md", "2.md"]
        shelf.move("a/1.md", "a/old/first.md")
        assert starred(shelf.open(anew=anew)) == ["2.md", "old/first.md"]
        (shelf.room / "a/2.md").unlink()
        assert starred(shelf.open(anew=anew)) == ["old/first.md"]

    @pytest.mark.parametrize("anew", [False, True])
    def test_the_last_post_of_an_address_gets_nothing_from_the_others(self, shelf: Shelf, anew: bool) -> None:
        """Not when they have gone, nor in another archive."""
        issue(shelf, 1)
        star(shelf.open(), "1.md")
        issue(shelf, 2)
        issue(shelf, 3, archive="b")
        shelf.open()
        shelf.move("a/1.md", "elsewhere/1.md")
        assert starred(shelf.open(anew=anew)) == []
        assert starred(shelf.open("b")) == []
        assert starred(shelf.open("elsewhere")) == ["1.md"]

    def test_marks_of_a_time_when_they_were_taken_for_copies(self, shelf: Shelf) -> None:
        """They were said of the newest, which stood for the others: the others have none of them."""
        marks = Marks(shelf.room / "marks.sqlite3")
        marks.set(Kind.STARRED, ["letter.example/issues"], value=True, action="starred")
        marks.close()
        for number in (1, 2):
            issue(shelf, number)
        assert starred(shelf.open()) == ["2.md"]
        issue(shelf, 3)
        assert starred(shelf.open()) == ["2.md"]
        assert starred(shelf.open(anew=True)) == ["2.md"]

    def test_what_is_said_while_a_second_one_comes(self, shelf: Shelf) -> None:
        """The screen still holds the post as it was before."""
        issue(shelf, 1)
        library = shelf.open()
        post = library.find("1.md")
        issue(shelf, 2)
        load(library)
        library.star([post], starred=True)
        assert starred(library) == ["1.md"]

    @pytest.mark.parametrize("order", permutations((1, 2, 3)))
    def test_the_order_in_which_they_come_makes_no_difference(
        self, shelf: Shelf, order: Sequence[int]
    ) -> None:
        """An index that grew has the keys of one that was built at once."""
        copies = {1: "z.md", 2: "c/2024-02-01-two.md", 3: "b.md"}
        for number in order:
            issue(shelf, number)
            issue(shelf, number, copies[number])
            shelf.open()
        grown = shelf.open()
        star(grown, "b.md")
        expected = [["1.md", "z.md"], ["2.md", "c/2024-02-01-two.md"], ["3.md", "b.md"]]
        assert families(grown) == expected
        assert starred(grown) == ["3.md", "b.md"]
        anew = shelf.open(anew=True)
        assert families(anew) == expected
        assert starred(anew) == ["3.md", "b.md"]

    def test_two_archives(self, shelf: Shelf) -> None:
        """The same file in both is one post; two of one name and one address are not."""
        for archive in ("a", "b"):
            issue(shelf, 1, archive=archive)
        issue(shelf, 2, "2024-01-01-letter.md", archive="a")
        issue(shelf, 3, "2024-01-01-letter.md", archive="b")
        library = shelf.open("a", "b")
        assert families(library) == [["1.md", "1.md"], ["2024-01-01-letter.md"], ["2024-01-01-letter.md"]]
        third = next(row.post for row in library.select(parse("第3期通訊")))
        library.star([third], starred=True)
        assert starred(library) == ["2024-01-01-letter.md"]
        assert starred(shelf.open("b")) == ["2024-01-01-letter.md"]
        assert starred(shelf.open("a")) == []
        assert starred(shelf.open("a", "b", anew=True)) == ["2024-01-01-letter.md"]

    def test_versions_that_grow_apart_and_together(self, shelf: Shelf) -> None:
        """Copies of one address that are rewritten until nothing is left are two posts, and one again when they agree."""
        shelf.write("a/1.md", "One", text("船"), HOME, date="2024-01-01")
        shelf.write("a/2.md", "Two", text("船") + text("橋"), HOME, date="2024-02-01")
        assert families(shelf.open()) == [["1.md", "2.md"]]
        shelf.write("a/2.md", "Two", text("橋"), HOME, date="2024-02-01")
        assert families(shelf.open()) == [["1.md"], ["2.md"]]
        shelf.write("a/2.md", "Two", text("船") + text("橋"), HOME, date="2024-02-01")
        assert families(shelf.open()) == [["1.md", "2.md"]]

    def test_parts_of_a_page(self, shelf: Shelf) -> None:
        """Posts whose addresses differ in the fragment alone are different posts, unless their texts are the same."""
        shelf.write("a/1.md", "One", text("船") + text("橋"), "https://a.example/day#one")
        shelf.write("a/2.md", "One", text("船") + text("橋") + "<p>二</p>", "https://a.example/day#two")
        shelf.write("a/3.md", "Other", text("船") + text("橋"), "https://a.example/day#three")
        shelf.write("a/4.md", "One", text("船") + text("橋") + "<p>二三</p>", "http://www.a.example/day/#two")
        library = shelf.open()
        assert families(library) == [["1.md", "3.md"], ["2.md", "4.md"]]
        link = library.related.targets(library.find("1.md"), "https://a.example/day#two")
        assert [post.path for post in link] == ["2.md"] or [post.path for post in link] == ["4.md"]

    def test_links_and_addresses_find_all_of_them(self, shelf: Shelf) -> None:
        """A query for the address finds every post of it; a link leads to the newest."""
        for number in (1, 2):
            issue(shelf, number)
        shelf.write("a/by.md", "By", f'<p><a href="{HOME}">letters</a></p>', "https://a.example/by")
        library = shelf.open()
        assert sorted(row.post.path for row in library.select(parse(HOME))) == ["1.md", "2.md"]
        by = library.find("by.md")
        assert [post.path for post in library.related.targets(by, HOME)] == ["2.md"]
        assert library.related.archived(by, [HOME]) == {HOME}
        assert library.related.linking_to(library.find("1.md")) == []

    def test_more_posts_than_are_compared(self, shelf: Shelf) -> None:
        """The posts of a page that has very many are told apart by their texts alone."""
        for number in range(110):
            shelf.write(f"a/{number}.md", f"T{number}", f"<p>{'字' * 30}{number}</p>", HOME, date="")
        shelf.write("a/again.md", "T3", f"<p>{'字' * 30}3</p>", HOME, date="")
        library = shelf.open()
        assert [family for family in families(library) if len(family) > 1] == [["3.md", "again.md"]]
