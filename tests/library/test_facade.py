"""The library as screens and commands use it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from reader.errors import ArchiveNotFoundError, PostNotFoundError, PostUnreadableError
from reader.library import Library, Progress
from reader.query import Query, parse
from reader.query.facets import Facet
from reader.state.marks import Marks

Writer = Callable[..., Path]


def load(library: Library) -> Progress:
    """Loads to the end; the last progress."""
    return list(library.load())[-1]


def paths(library: Library, text: str = "", *, fold_copies: bool = False) -> list[str]:
    """The paths that answer a query, in order."""
    return [row.post.path for row in library.select(parse(text), fold_copies=fold_copies)]


class TestLoading:
    """Reading what is new and changed."""

    def test_posts_are_newest_first_and_the_undated_last(self, library: Library, write: Writer) -> None:
        """Equal instants stand by path; a day without a time ends that day's posts."""
        write("undated.md", date="")
        write("old.md", date="2023-05-01")
        write("day.md", date="2024-02-07")
        write("b.md", date="2024-02-07T01:00:00Z")
        write("a.md", date="2024-02-07T01:00:00Z")
        write("late.md", date="2024-02-07T17:00:00Z")
        load(library)
        assert paths(library) == ["late.md", "a.md", "b.md", "day.md", "old.md", "undated.md"]
        assert paths(library, "sort:oldest") == ["old.md", "day.md", "b.md", "a.md", "late.md", "undated.md"]

    def test_days_are_days_in_the_readers_zone(self, library: Library, write: Writer) -> None:
        """An evening in Greenwich is the next day in Taipei."""
        write("a.md", date="2024-02-07T17:00:00Z")
        load(library)
        assert [str(day) for day, _ in library.select(Query()).days()] == ["2024-02-08"]

    def test_progress_counts_to_the_end(self, library: Library, write: Writer) -> None:
        """The first posts come before the walk, and each batch can be selected when it is told."""
        for number in range(120):
            write(f"{number}.md")
        seen = [(progress.done, progress.total, len(library)) for progress in library.load()]
        assert list(dict.fromkeys(seen)) == [(50, 0, 50), (50, 120, 50), (120, 120, 120)]

    def test_the_newest_are_there_before_the_walk(
        self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """At a first start alone; what a walk that follows finds beside them is read once."""
        for day in range(1, 21):
            write(f"old/2020-01-{day:02}/a.md", date="")
            write(f"new/2021-01-{day:02}/a.md", date="", source=f"https://example.org/{day}")
        monkeypatch.setattr("reader.library.refresh._FIRST", 5)
        first, *_, last = ((progress, paths(library)) for progress in library.load())
        assert first == (Progress(5, 0, new=5), [f"new/2021-01-{day}/a.md" for day in range(20, 15, -1)])
        assert last[0] == Progress(40, 40, new=40)
        assert len(last[1]) == len(set(last[1])) == 40
        monkeypatch.setattr("reader.store.newest.newest", lambda *_: 1 / 0)
        assert load(library) == Progress(0, 0)

    def test_a_second_load_reads_only_what_changed(self, library: Library, write: Writer) -> None:
        """New, changed and vanished files are counted; the rest is not read again."""
        write("kept.md")
        changed = write("changed.md", title="Before")
        gone = write("gone.md", tag="leaving")
        assert load(library) == Progress(3, 3, new=3)
        changed.write_text(changed.read_text().replace("Before", "Afterwards"))
        gone.unlink()
        write("new.md")
        assert load(library) == Progress(2, 2, new=1, changed=1, gone=1)
        assert paths(library) == ["changed.md", "kept.md", "new.md"]
        assert paths(library, "Afterwards") == ["changed.md"]
        assert "leaving" not in [tag.name for tag in library.select(Query()).counts(Facet.CHANNEL)]
        assert load(library) == Progress(0, 0)

    def test_a_load_left_half_way_goes_on_next_time(self, library: Library, write: Writer) -> None:
        """Leaving frees the library for another load, which reads the rest."""
        for number in range(60):
            write(f"{number}.md")
        half = library.load()
        next(half)
        next(half)
        half.close()
        assert len(library) == 50
        assert load(library) == Progress(10, 10, new=10)

    def test_names_that_are_not_utf8_and_posts_that_are_broken_are_read(
        self, library: Library, archive: Path, write: Writer
    ) -> None:
        """Each file is a post, found by what can be read of it."""
        write("good.md", title="Good")
        (archive / os.fsdecode(b"\xff.md")).write_text("---\ntitle: Odd name\n---\ntext")
        (archive / "binary.md").write_bytes(bytes(range(256)) * 40)
        (archive / "empty.md").touch()
        (archive / "open.md").write_text('---\ntitle: "Never closed\n<p>words below</p>')
        (archive / "gone.md").symlink_to(archive / "nowhere.md")
        load(library)
        assert len(library) == 6
        assert paths(library, '"Odd name"') == [os.fsdecode(b"\xff.md")]
        assert paths(library, "below") == ["open.md"]
        assert all(row.post.title for row in library.select(Query()))

    def test_a_selection_stays_as_it_was_made(self, library: Library, write: Writer) -> None:
        """What is on the screen does not change under the reader; the next result shows the rest."""
        write("a.md")
        load(library)
        results = library.select(Query())
        write("b.md")
        load(library)
        assert (len(results), len(library.select(Query()))) == (1, 2)

    def test_a_missing_archive_is_an_error(self, tmp_path: Path) -> None:
        """It is said when the load begins."""
        library = Library([tmp_path / "none"], marks=Marks(tmp_path / "marks"), zone=UTC)
        with pytest.raises(ArchiveNotFoundError):
            load(library)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_can_not_be_read_is_a_problem(
        self, library: Library, archive: Path, write: Writer
    ) -> None:
        """The rest of the archive is read."""
        write("a.md")
        (archive / "closed").mkdir(mode=0)
        load(library)
        assert paths(library) == ["a.md"]
        assert "closed" in library.problems[0]


class TestSearch:
    """Queries over real files."""

    def test_text_tags_author_and_site_are_found(self, library: Library, write: Writer) -> None:
        """In either script, wherever the query language looks."""
        write(
            "a.md",
            title="臺灣的海",
            author="林",
            source="https://www.example.org/a",
            body="<p>風從海上來 #颱風</p>",
        )
        write("b.md", title="Other", tag="山")
        load(library)
        queries = [
            "台湾",
            "海上",
            "台风",
            "林",
            "title:台灣",
            "text:風",
            "author:林",
            "site:example.org",
            "tag:台风",
        ]
        assert [paths(library, query) for query in queries] == [["a.md"]] * len(queries)
        assert [paths(library, f"-({query})") for query in queries] == [["b.md"]] * len(queries)

    def test_what_is_not_shown_is_not_found(self, library: Library, write: Writer) -> None:
        """Neither markup nor script."""
        write("a.md", body="<p class='hull'>Sea</p><script>keel</script>")
        load(library)
        assert [paths(library, query) for query in ("sea", "hull", "keel")] == [["a.md"], [], []]

    def test_the_script_of_a_post(self, library: Library, write: Writer) -> None:
        """Each post is in one of the three."""
        write("hant.md", title="海風與漁船", body="<p>這裡的漁船出海了</p>")
        write("hans.md", title="海风与渔船", body="<p>这里的渔船出海了</p>")
        write("en.md", title="Sea wind", body="<p>The boats left 基隆.</p>")
        load(library)
        assert [paths(library, f"lang:{script}") for script in ("hant", "hans", "en")] == [
            ["hant.md"],
            ["hans.md"],
            ["en.md"],
        ]

    def test_what_a_post_holds(self, library: Library, write: Writer) -> None:
        """Pictures, captions and films, in the body or as what was archived."""
        figure = "<figure><img src='https://example.org/a.jpg'><figcaption>漁船入港</figcaption></figure>"
        write("figure.md", body=f"<p>Text</p>{figure}")
        write("film.md", body="<p>Text</p><iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>")
        write("watch.md", source="https://www.youtube.com/watch?v=abcdefghijk")
        load(library)
        assert paths(library, "has:image") == paths(library, "has:caption") == ["figure.md"]
        assert paths(library, "caption:渔船") == paths(library, "text:渔船") == ["figure.md"]
        assert paths(library, "caption:text") == []
        assert paths(library, "has:video") == ["film.md", "watch.md"]

    def test_relevance_sorts_by_weight_then_newest(self, library: Library, write: Writer) -> None:
        """A word in the title before one in the text."""
        write("title.md", title="Storm", date="2020-01-01")
        write("old.md", body="<p>storm</p>", date="2021-01-01")
        write("new.md", body="<p>storm</p>", date="2022-01-01")
        load(library)
        assert paths(library, "storm sort:relevance") == ["title.md", "new.md", "old.md"]

    def test_relevance_sorts_a_phrase_before_the_words_apart(self, library: Library, write: Writer) -> None:
        """Title first, then side by side, then scattered; of equals the newest."""
        write("title.md", title="暴風", body="<p>有雨</p>", date="2020-01-01")
        write("phrase.md", body="<p>昨夜暴風雨</p>", date="2021-01-01")
        write("old.md", body="<p>雨後有暴風</p>", date="2022-01-01")
        write("new.md", body="<p>雨後有暴風。</p>", date="2023-01-01")
        load(library)
        assert paths(library, "暴風 雨 sort:relevance") == ["title.md", "phrase.md", "new.md", "old.md"]
        assert paths(library, "-site:x.example 暴风 雨 sort:relevance")[:2] == ["title.md", "phrase.md"]


class TestCopies:
    """Posts of one page."""

    @pytest.fixture
    def copied(self, library: Library, write: Writer) -> Library:
        """A page in two files, and another page between them."""
        write("new.md", source="https://example.org/a", date="2024-03-01")
        write("other.md", source="https://example.org/b", date="2024-02-01")
        write("old.md", source="http://www.example.org/a?utm_source=x", date="2024-01-01", title="Retitled")
        load(library)
        return library

    def test_copies_fold_to_the_newest(self, copied: Library) -> None:
        """The row says how many files there are, and stands for the folded one too."""
        results = copied.select(Query(), fold_copies=True)
        assert [(row.post.path, row.copies) for row in results] == [("new.md", 2), ("other.md", 1)]
        old = copied.find("old.md")
        assert results.index_of(old.id) == 0

    def test_every_file_is_listed_without_folding(self, copied: Library) -> None:
        """Commands name each file."""
        assert paths(copied) == ["new.md", "other.md", "old.md"]

    def test_the_copy_that_answers_stands_for_the_others(self, copied: Library) -> None:
        """A query is asked of each file, then copies are folded."""
        assert paths(copied, "Retitled", fold_copies=True) == ["old.md"]

    def test_copies_share_their_marks(self, copied: Library) -> None:
        """Who read one has read the other."""
        copied.mark_read([copied.find("old.md")], read=True)
        assert copied.is_read(copied.find("new.md"))
        assert paths(copied, "is:unread") == ["other.md"]

    def test_a_link_leads_to_the_post_of_its_page(self, copied: Library) -> None:
        """In any form of the address; the newest of several copies."""
        post = copied.post_for("https://example.org/a/#top")
        assert post is not None
        assert post.path == "new.md"
        assert copied.post_for("https://example.org/c") is None


class TestNearCopies:
    """Posts of other pages with the same words."""

    LONG = "<div><p>" + "The harbour of Keelung was closed for two days. " * 8 + "</p></div>"

    def test_the_same_long_text_makes_copies(self, library: Library, write: Writer) -> None:
        """Under another title, day and address."""
        write("a.md", source="https://example.org/a", title="First", date="2024-03-01", body=self.LONG)
        write("b.md", source="https://example.net/b", title="Second", date="2024-02-01", body=self.LONG)
        load(library)
        rows = library.select(Query(), fold_copies=True).rows(0, 9)
        assert [(row.post.path, row.copies) for row in rows] == [("a.md", 2)]

    def test_the_same_words_under_films_do_not(self, library: Library, write: Writer) -> None:
        """A series describes all its films alike; neither does a short text make a copy."""
        for name in ("1", "2"):
            film = f"https://www.youtube.com/watch?v=abcdefghij{name}"
            write(f"film{name}.md", source=film, title=name, body=self.LONG)
            write(f"short{name}.md", source=f"https://example.org/{name}", title=name, body="<p>Soon.</p>")
        load(library)
        assert len(library.select(Query(), fold_copies=True)) == 4

    def test_the_same_bytes_make_copies_however_short(self, library: Library, write: Writer) -> None:
        """Also where the post names no address."""
        for folder in ("_posts", "archived"):
            write(f"{folder}/day.md", body="<p>Soon.</p>")
        load(library)
        assert [row.copies for row in library.select(Query(), fold_copies=True)] == [2]


class TestLinks:
    """Links between posts."""

    def test_are_seen_from_where_they_lead(self, library: Library, write: Writer) -> None:
        """In any form of the address, from the text and from what a page offers."""
        body = (
            '<p>See <a href="http://www.example.org/b/?utm_source=x">there</a> and https://example.org/c.</p>'
        )
        write("a.md", source="https://example.org/a", body=body)
        for name in "bcd":
            write(f"{name}.md", source=f"https://example.org/{name}", date="2024-01-01", body=name)
        load(library)
        assert [post.path for post in library.linking_to(library.find("b.md"))] == ["a.md"]
        assert [post.path for post in library.linking_to(library.find("c.md"))] == ["a.md"]
        assert library.linking_to(library.find("d.md")) == []


class TestFind:
    """Posts that a person names."""

    @pytest.mark.parametrize("name", ["2024/a.md", "a.md", "./2024/a.md"])
    def test_by_path_or_its_end(self, library: Library, write: Writer, name: str) -> None:
        """Nothing need be loaded; the body's tags are there."""
        write("2024/a.md", body="<p>Sea #wind</p>")
        post = library.find(name)
        assert (post.path, [tag.name for tag in post.tags]) == ("2024/a.md", ["港口", "wind"])
        assert len(library) == 0

    def test_by_path_on_disk(self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        """Absolute, or from the folder one stands in."""
        file = write("2024/a.md")
        assert library.find(str(file)).path == "2024/a.md"
        monkeypatch.chdir(file.parent.parent.parent)
        assert library.find("archive/2024/a.md").path == "2024/a.md"

    @pytest.mark.parametrize(
        "name", ["b.md", "../outside.md", "", "2024", "4/a.md", "~nobody/a.md", "a\0.md", "\x1b[2J.md"]
    )
    def test_what_is_not_there(self, library: Library, write: Writer, archive: Path, name: str) -> None:
        """Nor is anything outside the archive, or a folder, a post."""
        write("2024/a.md")
        (archive.parent / "outside.md").write_text("text")
        with pytest.raises(PostNotFoundError) as caught:
            library.find(name)
        assert "\x1b" not in str(caught.value)

    def test_the_newest_of_several(self, library: Library, write: Writer) -> None:
        """An ending that several paths share."""
        write("2023-01-01/a.md")
        write("2024-01-01/a.md")
        assert library.find("a.md").path == "2024-01-01/a.md"


class TestArticle:
    """Posts converted for reading."""

    def test_an_article_is_converted_once(self, library: Library, write: Writer) -> None:
        """Until its file changes."""
        file = write("a.md", body="<p>Before</p>")
        load(library)
        post = library.find("a.md")
        article = library.article(post)
        assert "Before" in article.text
        assert library.article(post) is article
        file.write_text(file.read_text().replace("Before", "Afterwards"))
        load(library)
        assert "Afterwards" in library.article(post).text

    def test_only_the_last_articles_are_kept(self, library: Library, write: Writer) -> None:
        """Memory does not grow with what was read."""
        for number in range(20):
            write(f"{number}.md")
        load(library)
        posts = [row.post for row in library.select(Query())]
        first = library.article(posts[0])
        for post in posts:
            library.article(post)
        assert library.article(posts[0]) is not first

    def test_a_file_that_vanished(self, library: Library, write: Writer) -> None:
        """Is an error that names it."""
        file = write("a.md")
        post = library.find("a.md")
        file.unlink()
        with pytest.raises(PostUnreadableError, match=r"a\.md"):
            library.article(post)


class TestMarks:
    """What the owner says of posts."""

    def test_marks_are_set_and_taken_back(self, library: Library, write: Writer) -> None:
        """Reading and starring, each undone in turn, seen in rows and queries at once."""
        write("2024-02-07-a.md")
        write("2024-02-06-b.md", date="2024-02-06")
        load(library)
        results = library.select(Query())
        posts = [row.post for row in results]
        assert library.mark_read(posts, read=True) == 2
        assert library.star(posts[:1], starred=True) == 1
        assert [(row.read, row.starred) for row in results] == [(True, True), (True, False)]
        assert paths(library, "is:starred is:read") == ["2024-02-07-a.md"]
        assert results.unread_count() == 0
        library.undo()
        library.undo()
        assert [(row.read, row.starred) for row in results] == [(False, False)] * 2
        assert library.undo() is None

    def test_the_next_unread(self, library: Library, write: Writer) -> None:
        """Downwards and upwards, without going round."""
        for day in range(1, 6):
            write(f"2024-02-0{day}-a.md", date=f"2024-02-0{day}")
        load(library)
        results = library.select(Query())
        library.mark_read([results.rows(2, 3)[0].post], read=True)
        assert [results.next_unread(index, 1) for index in (-1, 1, 4)] == [0, 3, None]
        assert [results.next_unread(index, -1) for index in (3, 0, 5, 99)] == [1, None, 4, 4]
