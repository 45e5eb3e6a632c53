"""Queries, and the folding of copies, over real files."""

from __future__ import annotations

import unicodedata

import pytest

from reader.library import Library
from reader.query import Query, parse
from reader.query.facets import Facet
from tests.library.conftest import Writer, load, paths


class TestSearch:
    """Queries over real files."""

    def test_text_tags_author_and_site_are_found(self, library: Library, write: Writer) -> None:
        """Words match in either script, in all fields of the query language."""
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
        """Markup and scripts are not searched."""
        write("a.md", body="<p class='hull'>Sea</p><script>keel</script>")
        load(library)
        assert [paths(library, query) for query in ("sea", "hull", "keel")] == [["a.md"], [], []]

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_composed_and_decomposed_texts_find_each_other(
        self, library: Library, write: Writer, form: str
    ) -> None:
        """Title, text and tags, whichever way the query is typed; a tag in both is one tag."""
        for name, spelt in (("a.md", "NFC"), ("b.md", "NFD")):
            file = write(name, title="카페 résumé", tag="한글", body="<p>ガギ</p>")
            file.write_text(unicodedata.normalize(spelt, file.read_text("utf-8")), "utf-8")  # type: ignore[arg-type]
        load(library)
        for query in ("카페", "résumé", "title:카페", "text:ガ", "tag:한글", "channel:한글"):
            assert sorted(paths(library, unicodedata.normalize(form, query))) == ["a.md", "b.md"]  # type: ignore[arg-type]
        (value,) = library.select(parse("")).counts(Facet.CHANNEL)
        assert (value.name, value.count) == ("한글", 2)

    def test_the_script_of_a_post(self, library: Library, write: Writer) -> None:
        """Each post has one of the three scripts."""
        write("hant.md", title="海風與漁船", body="<p>這裡的漁船出海了</p>")
        write("hans.md", title="海风与渔船", body="<p>这里的渔船出海了</p>")
        write("en.md", title="Sea wind", body="<p>The boats left 基隆.</p>")
        load(library)
        assert [paths(library, f"lang:{script}") for script in ("hant", "hans", "en")] == [
            ["hant.md"],
            ["hans.md"],
            ["en.md"],
        ]

    def test_the_language_of_a_post(self, library: Library, write: Writer) -> None:
        """As its front matter says, else as its text shows; the facet counts it."""
        write("ja.md", title="船の話", body="<p>船は夜明けに港を出て、島へ向かいました。</p>")
        write("ko.md", title="배 이야기", body="<p>배는 새벽에 항구를 떠났다.</p>")
        file = write("de.md", title="Boot", body="<p>Ahoi.</p>")
        file.write_text(file.read_text("utf-8").replace("layout: post", "lang: de-AT"), "utf-8")
        file = write("zh.md", title="船的故事", body="<p>這條船離開了港口。</p>")
        file.write_text(file.read_text("utf-8").replace("layout: post", "lang: zh"), "utf-8")
        load(library)
        for query, path in (
            ("lang:ja", "ja.md"),
            ("lang:韓文", "ko.md"),
            ("lang:German", "de.md"),
            ("lang:zh", "zh.md"),
        ):
            assert paths(library, query) == [path]
        assert paths(library, "lang:other") == paths(library, "lang:en") == []
        counts = {value.name: value.count for value in library.select(parse("")).counts(Facet.LANG)}
        assert {name: count for name, count in counts.items() if count} == {
            "ja": 1,
            "ko": 1,
            "de": 1,
            "hant": 1,
        }

    def test_what_a_post_holds(self, library: Library, write: Writer) -> None:
        """Pictures, captions and videos are found in the body, and videos by the address of the post."""
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
        """A match in the title comes before matches in the text, and thirty of these before one that is newer."""
        write("title.md", title="Storm", date="2020-01-01")
        write("old.md", body="<p>storm</p>", date="2021-01-01")
        write("new.md", body="<p>storm</p>", date="2022-01-01")
        write(
            "often.md",
            body=f"<p>{'The storm came. Nobody had seen it on any map. ' * 30}</p>",
            date="2019-01-01",
        )
        write("once.md", body=f"<p>The storm came. {'Nothing else did. ' * 20}</p>", date="2023-01-01")
        load(library)
        assert paths(library, "storm -came sort:relevance") == ["title.md", "new.md", "old.md"]
        assert paths(library, "came sort:relevance") == ["often.md", "once.md"]

    def test_a_word_in_a_note_counts_among_more_posts_than_are_read(
        self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The post is read and comes first, however many newer ones have the word in their texts."""
        monkeypatch.setattr("reader.index.ranking._READ", 2)
        for day in range(1, 6):
            write(f"{day}.md", body="<p>A storm came.</p>", date=f"2024-01-0{day}")
        write("noted.md", body="<p>Nothing.</p>", date="2020-01-01")
        write("both.md", body="<p>A storm came.</p>", date="2021-01-01")
        load(library)
        noted = {post.path: post for post in library.select(Query()).posts_at(range(7))}
        library.notes.set([noted["noted.md"], noted["both.md"]], "the storm again")
        assert paths(library, "storm sort:relevance") == [
            "both.md", "noted.md", "5.md", "4.md", "3.md", "2.md", "1.md",
        ]  # fmt: skip

    def test_relevance_sorts_a_phrase_before_the_words_apart(self, library: Library, write: Writer) -> None:
        """Title matches come first, then phrases, then scattered words; ties are sorted newest first."""
        write("title.md", title="雨和暴風", body="<p>昨夜</p>", date="2020-01-01")
        write("phrase.md", body="<p>昨夜暴風雨</p>", date="2021-01-01")
        write("old.md", body="<p>雨後有暴風</p>", date="2022-01-01")
        write("new.md", body="<p>雨前有暴風</p>", date="2023-01-01")
        load(library)
        assert paths(library, "暴風 雨 sort:relevance") == ["title.md", "phrase.md", "new.md", "old.md"]
        assert paths(library, "-site:x.example 暴风 雨 sort:relevance")[:2] == ["title.md", "phrase.md"]


class TestCopies:
    """Posts archived from one page."""

    @pytest.fixture
    def copied(self, library: Library, write: Writer) -> Library:
        """A page in two files, and another page dated between them."""
        write("new.md", source="https://example.org/a", date="2024-03-01")
        write("other.md", source="https://example.org/b", date="2024-02-01")
        write("old.md", source="http://www.example.org/a?utm_source=x", date="2024-01-01", title="Retitled")
        load(library)
        return library

    def test_copies_fold_to_the_newest(self, copied: Library) -> None:
        """The row has the number of files, and is the row of the folded copy, too."""
        results = copied.select(Query(), fold_copies=True)
        assert [(row.post.path, row.copies) for row in results] == [("new.md", 2), ("other.md", 1)]
        old = copied.find("old.md")
        assert results.index_of(old.id) == 0

    def test_every_file_is_listed_without_folding(self, copied: Library) -> None:
        """Without folding, each file is a row."""
        assert paths(copied) == ["new.md", "other.md", "old.md"]

    def test_the_copy_that_answers_stands_for_the_others(self, copied: Library) -> None:
        """Files are matched first, then copies are folded."""
        assert paths(copied, "Retitled", fold_copies=True) == ["old.md"]

    def test_copies_share_their_marks(self, copied: Library) -> None:
        """Marking one copy as read marks the others."""
        copied.mark_read([copied.find("old.md")], read=True)
        assert copied.is_read(copied.find("new.md"))
        assert paths(copied, "is:unread") == ["other.md"]

    def test_a_link_leads_to_the_post_of_its_page(self, copied: Library) -> None:
        """The newest copy is found by any form of the address."""
        other = copied.find("other.md")
        assert [post.path for post in copied.related.targets(other, "https://example.org/a/#top")] == [
            "new.md"
        ]
        assert copied.related.targets(other, "https://example.org/c") == []


class TestNearCopies:
    """Posts of different pages with the same text."""

    LONG = "<div><p>" + "The harbour of Keelung was closed for two days. " * 8 + "</p></div>"

    def test_the_same_long_text_makes_copies(self, library: Library, write: Writer) -> None:
        """Title, day and address may differ."""
        write("a.md", source="https://example.org/a", title="First", date="2024-03-01", body=self.LONG)
        write("b.md", source="https://example.net/b", title="Second", date="2024-02-01", body=self.LONG)
        load(library)
        rows = library.select(Query(), fold_copies=True).rows(0, 9)
        assert [(row.post.path, row.copies) for row in rows] == [("a.md", 2)]

    def test_the_same_words_under_films_do_not(self, library: Library, write: Writer) -> None:
        """Series describe all videos alike, and short texts may be equal by accident."""
        for name in ("1", "2"):
            film = f"https://www.youtube.com/watch?v=abcdefghij{name}"
            write(f"film{name}.md", source=film, title=name, body=self.LONG)
            write(f"short{name}.md", source=f"https://example.org/{name}", title=name, body="<p>Soon.</p>")
        load(library)
        assert len(library.select(Query(), fold_copies=True)) == 4

    def test_the_same_bytes_make_copies_however_short(self, library: Library, write: Writer) -> None:
        """This holds for posts without an address, too."""
        for folder in ("_posts", "archived"):
            write(f"{folder}/day.md", body="<p>Soon.</p>")
        load(library)
        assert [row.copies for row in library.select(Query(), fold_copies=True)] == [2]
