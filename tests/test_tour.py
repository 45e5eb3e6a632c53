"""The tour keeps its promises: every lesson is there, every structure, and no link leads out of it by mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import frontmatter
import pytest
from bs4 import BeautifulSoup, Tag

from reader.article import Article
from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.library import Library
from reader.paths import tour_folder
from reader.query import parse
from reader.state.marks import Marks
from reader.store.load import load
from reader.text.script import Script, fold, script_of
from reader.tui.keys.in_force import listed_commands

TOUR = tour_folder()
KEYS_OF_THE_SEED = ["layout", "title", "date", "author", "from", "tags", "comments", "categories"]
PREAMBLE = re.compile(r"\A<!--(\d+)-->\n\[(.+)\]\((\S+)\)\n------\n")
ADDRESS = re.compile(r"https?://[A-Za-z0-9./?=&%_@#:+~-]+")
EXAMPLE_HOST = re.compile(r"(?:[a-z0-9-]+\.)*(?:[a-z0-9-]+\.example|example\.(?:org|com))")
NOT_A_POST = re.compile(r"/(?:tag|category|author|topic|file|cdn-cgi|playlist)\b|[?&]share=|/@[a-z]+$")
CHINESE = r"[\u4e00-\u9fff]"


@dataclass(frozen=True)
class TourPost:
    """A post of the tour, read without the reader's help."""

    path: str
    header: str
    values: dict[str, object]
    body: str
    soup: BeautifulSoup = field(repr=False)

    @property
    def source(self) -> str:
        """The post's own address."""
        return str(self.values["from"])

    def links(self) -> list[str]:
        """Where its links lead, seen from its own address."""
        return [urljoin(self.source, str(a["href"])) for a in self.soup.select("a[href]")]

    def published(self) -> datetime:
        """The moment in its front matter."""
        said = self.values["date"]
        if isinstance(said, datetime):
            return said if said.tzinfo else said.replace(tzinfo=UTC)
        assert isinstance(said, date)
        return datetime.combine(said, time.min, UTC)


def read(file: Path) -> TourPost:
    """A post by nothing but YAML and an HTML parser."""
    text = file.read_text(encoding="utf-8")
    parsed = frontmatter.loads(text)
    header = text.split("---\n")[1]
    body = text.split("---\n", 2)[2]
    return TourPost(
        str(file.relative_to(TOUR)), header, parsed.metadata, body, BeautifulSoup(body, "html.parser")
    )


POSTS = [read(file) for file in sorted(TOUR.rglob("*.md"))]
each_post = pytest.mark.parametrize("post", POSTS, ids=lambda post: post.path)


def same_page(url: str) -> str:
    """An address without what does not change the page."""
    parts = urlsplit(url)
    return f"{parts.netloc}{unquote(parts.path).rstrip('/')}?{parts.query}"


SOURCES = {same_page(post.source): post for post in POSTS}
HOSTS = {urlsplit(post.source).netloc for post in POSTS}
WELCOME = max(POSTS, key=TourPost.published)


# The files


def test_tour_is_large_enough_to_wander_in() -> None:
    """There are at least 28 posts, some flat and some in dated folders."""
    assert len(POSTS) >= 28
    assert sum("/" not in post.path for post in POSTS) >= 8
    assert sum(bool(re.match(r"archived/\d{4}-\d\d-\d\d/", post.path)) for post in POSTS) >= 8


@each_post
def test_front_matter_has_the_keys_of_real_posts_in_their_order(post: TourPost) -> None:
    """The keys are those of the seed, `comments` may be missing; tags and categories name one channel."""
    keys = re.findall(r"^(\w+):", post.header, re.MULTILINE)
    assert keys in (KEYS_OF_THE_SEED, [key for key in KEYS_OF_THE_SEED if key != "comments"])
    assert post.values["tags"] == post.values["categories"]
    assert isinstance(post.values["tags"], list) and len(post.values["tags"]) == 1


@each_post
def test_front_matter_and_preamble_agree_on_the_moment(post: TourPost) -> None:
    """The comment above the body holds the milliseconds of the date in the front matter."""
    preamble = PREAMBLE.match(post.body)
    if preamble is None:
        assert "<!--" not in post.body
        return
    assert int(preamble[1]) == int(post.published().timestamp() * 1000)
    assert preamble[3] == post.source


@each_post
def test_file_name_begins_with_the_day(post: TourPost) -> None:
    """Files are named by their day in UTC, as real archives do."""
    assert Path(post.path).name.startswith(post.published().astimezone(UTC).date().isoformat())


@each_post
def test_addresses_are_of_domains_kept_for_examples(post: TourPost) -> None:
    """No address of the tour belongs to anybody (RFC 2606 and RFC 6761)."""
    text = post.header + post.body
    for url in [*ADDRESS.findall(text), *post.links()]:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https"):
            assert EXAMPLE_HOST.fullmatch(parts.netloc), url
    for name in re.findall(r"[\w.]+@([A-Za-z0-9.-]+)", text):
        assert EXAMPLE_HOST.fullmatch(name) or "." not in name, name


@each_post
def test_links_between_posts_land_on_a_post(post: TourPost) -> None:
    """What looks like an article on one of the tour's sites is a post of the tour."""
    for url in post.links():
        if urlsplit(url).netloc in HOSTS and not NOT_A_POST.search(url):
            assert same_page(url) in SOURCES, url


# What it is about


def test_posts_are_in_three_scripts() -> None:
    """Traditional, Simplified and English posts are all there in number."""
    scripts = Counter(script_of(post.soup.get_text()) for post in POSTS)
    assert scripts[Script.HANT] >= 12
    assert scripts[Script.HANS] >= 7
    assert scripts[Script.EN] >= 4


def test_posts_spread_over_three_years_with_busy_months() -> None:
    """The timeline has something to show: three years, and a month with seven posts or more."""
    years = Counter(post.published().year for post in POSTS)
    months = Counter(post.published().strftime("%Y-%m") for post in POSTS)
    assert set(years) == {2022, 2023, 2024} and min(years.values()) >= 4
    assert max(months.values()) >= 7


def test_posts_come_from_several_channels() -> None:
    """There are at least five sources to choose from."""
    assert len({str(post.values["tags"]) for post in POSTS}) >= 5


def test_newest_post_is_the_welcome_and_begins_with_six_keys() -> None:
    """The first thing on the screen teaches j, k, Enter, q, / and ? in its first list."""
    assert "從這裡開始" in str(WELCOME.values["title"])
    assert {kbd.get_text() for kbd in WELCOME.soup.select("ul kbd")} == {"j", "k", "Enter", "q", "/", "?"}


def test_every_key_has_a_post() -> None:
    """Each command of the one table of keys is taught somewhere, by one of its keys."""
    taught = {kbd.get_text(strip=True) for post in POSTS for kbd in post.soup.select("kbd")}

    def parts(key: str) -> set[str]:
        if key.startswith("S-"):
            return {"Shift", key[2:]}
        if key.startswith("^"):
            return {"Ctrl", key[1:]}
        return set(key) if len(key) == 2 and key[0].islower() else {key}

    untaught = [
        command.id
        for command in listed_commands()
        if command.keys and not any(parts(key) <= taught for key in command.shown_keys.split())
    ]
    assert untaught == []


@pytest.mark.parametrize(
    "words",
    ["title:", "text:", "caption:", "tag:", "channel:", "keyword:", "author:", "site:", "lang:", "date:",
     "after:", "before:", "is:unread", "is:starred", "has:image", "has:timeline", "sort:oldest",
     "reader list", "reader show", "reader tags", "reader timeline", "reader story", "reader labels",
     "reader export", "reader doctor", "--fix", "--json", "--ndjson"],
)  # fmt: skip
def test_every_field_and_command_has_a_post(words: str) -> None:
    """Each field of the query language and each command stands in some post."""
    assert any(words in post.body for post in POSTS)


def test_a_story_runs_over_weeks_and_is_tied_together() -> None:
    """Five posts or more share rare keywords and a timeline whose every entry is a post of the tour."""
    latest = max(POSTS, key=lambda post: len(post.soup.select("ul.timeline li")))
    entries = latest.soup.select("ul.timeline li[data-time]")
    told = {same_page(str(a["href"])) for a in latest.soup.select("ul.timeline a[href]")}
    story = [SOURCES[url] for url in told] + [latest]
    days = sorted(post.published() for post in story)
    assert len(entries) == len(story) >= 5
    assert (days[-1] - days[0]).days >= 28
    for post in story:
        assert "鉛字庫" in {tag.get_text().lstrip("#") for tag in post.soup.select(".keywordTag a")}
        assert post is latest or post.soup.select(".moreArticle-link")
    carriers = [post for post in POSTS if "#鉛字庫" in post.body]
    assert sorted(post.path for post in carriers) == sorted(post.path for post in story)


def test_timeline_entries_bear_the_times_and_titles_of_their_posts() -> None:
    """An entry says what the post that it points to says, in the site's zone of UTC+8."""
    for post in POSTS:
        for item in post.soup.select("ul.timeline li[data-time]"):
            link = item.select_one("a[href]")
            target = SOURCES[same_page(str(link["href"]))] if link else post
            said = datetime.strptime(f"{item['data-time']} +0800", "%Y/%m/%d %H:%M %z")
            assert said == target.published()
            assert item.select_one(".timelineTitle").get_text() == target.values["title"]  # type: ignore[union-attr]


# The structures of real archives


def of_figures(condition: Callable[[str, str], bool]) -> Callable[[TourPost], bool]:
    """Whether a figure's caption and alt are so."""

    def holds(post: TourPost) -> bool:
        for figure in post.soup.select("figure"):
            caption, image = figure.select_one("figcaption"), figure.select_one("img")
            if isinstance(caption, Tag) and isinstance(image, Tag):
                return condition(caption.get_text(), str(image.get("alt") or ""))
        return False

    return holds


def has(selector: str) -> Callable[[TourPost], bool]:
    """Whether a CSS selector finds anything."""
    return lambda post: bool(post.soup.select(selector))


def says(pattern: str) -> Callable[[TourPost], bool]:
    """Whether the file matches a pattern."""
    return lambda post: bool(re.search(pattern, post.header + post.body))


STRUCTURES: dict[str, Callable[[TourPost], bool]] = {
    "figure with picture, sources and caption": has("figure picture source[srcset] ~ img[srcset]"),
    "caption equal to the alt": of_figures(lambda caption, alt: caption == alt != ""),
    "alt that says something else": of_figures(lambda caption, alt: "" not in (caption, alt) and caption != alt),
    "empty caption": of_figures(lambda caption, alt: caption == ""),
    "lazy picture with a placeholder": has('img[data-src][src^="data:"]'),
    "lazy picture with a noscript copy": has('img[data-lazy-src][src^="data:"] + noscript img'),
    "sources filled later": has("picture source[data-srcset]"),
    "keyword tags": has(".articlekeywordGroup .keywordTag a"),
    "inserted link": has("a.insert"),
    "links to read on": has(".moreArticle a.moreArticle-link svg"),
    "timeline": has("ul.timeline li.isLatest"),
    "tags at the foot of a blog": has("ul.post-tags a"),
    "caption outside a figure": has("p.wp-caption-text"),
    "caption and credit of a magazine": has(".photo-caption + .photo-credit"),
    "table": has("table td"),
    "pipe and line break in a cell": lambda post: any("|" in td.get_text() for td in post.soup.select("td"))
    and bool(post.soup.select("td br")),
    "code with a long line": lambda post: any(
        len(line) > 120 for pre in post.soup.select("pre code") for line in pre.get_text().split("\n")
    ),
    "quotation set as code": lambda post: any(
        not pre.select("code") and len(re.findall(CHINESE, pre.get_text())) > 40 for pre in post.soup.select("pre")
    ),
    "block quote": has("blockquote p"),
    "nested list": has("li ul li ul li"),
    "numbered list in a numbered list": has("ol li ol li"),
    "definition list": has("dl dt + dd"),
    "headings of two levels": has("h2 ~ h3"),
    "footnotes linked both ways": has("a > sup, sup > a"),
    "video frame": has("iframe[src]"),
    "audio": has("audio source[src]"),
    "video on one line with glued hashtags": says(CHINESE + r"#\w+#\w+"),
    "address glued to Chinese": says(CHINESE + r"https://[\x21-\x7e]+" + CHINESE),
    "chapter times": says(r"\D00:00 .+\D\d\d:\d\d "),
    "words that look like Markdown": says(r"「\*\S+\*」"),
    "words that look like a tag": says(r"<logo>"),
    "link seen from the root": has('a[href^="/article/"]'),
    "link without a scheme": has('a[href^="//"]'),
    "percent-encoded address": says(r"(?m)^from: \S+%E4"),
    "link that runs a program": has('a[href^="javascript:"]'),
    "text for screen readers": has(".screen-reader-text, .sharing-screen-reader-text"),
    "hidden by style": has('[style*="display:none"]'),
    "hidden by class": has(".element-invisible"),
    "share buttons": has(".sharedaddy"),
    "newline before an inline tag between Chinese": says(CHINESE + r"\n +<(?:strong|em)>\n +" + CHINESE),
    "bold with Chinese brackets beside Chinese": says(r"<strong>\s*「\w+」\s*</strong>\s*" + CHINESE),
    "obfuscated address of e-mail": has("a[data-cfemail]"),
    "entity in the author": says(r"(?m)^author: .*&#\d+;"),
    "entity in the title": says(r"(?m)^title: .*&\w+;"),
    "square brackets in the title": says(r'(?m)^title: "\[Eng Sub\]'),
    "U+3000 in the title": says(r"(?m)^title: .*\u3000"),
    "empty body": lambda post: not post.soup.get_text().replace(str(post.values["title"]), "").strip(
        f"[]()-\n {post.source}"
    ),
    "date without a time": says(r"(?m)^date: \d{4}-\d\d-\d\d$"),
    "date of UTC+8": says(r"(?m)^date: \S+\+08:00$"),
    "no preamble": lambda post: not PREAMBLE.match(post.body),
    "blank paragraph": has("p > br:only-child"),
    "breaks in place of paragraphs": has("br + br"),
    "Markdown: fenced code": says(r"(?m)^```sh$"),
    "Markdown: table": says(r"(?m)^\| --- \|"),
    "Markdown: footnote": says(r"(?m)^\[\^md\]: "),
    "Markdown: task list": says(r"(?m)^- \[x\] "),
    "Markdown: definition list": says(r"(?m)^\w+\n: "),
    "Markdown: bold with Chinese brackets": says(CHINESE + r"\*\*「\w+」\*\*" + CHINESE),
}  # fmt: skip


@pytest.mark.parametrize("structure", STRUCTURES)
def test_structure_of_real_archives_has_a_post(structure: str) -> None:
    """Whatever real archives hold stands somewhere in the tour."""
    assert any(STRUCTURES[structure](post) for post in POSTS)


def test_one_page_is_stored_twice_under_two_titles() -> None:
    """Two files share their `from` and nothing of their titles' files."""
    copies = [source for source, count in Counter(post.source for post in POSTS).items() if count > 1]
    assert len(copies) == 1
    assert len({post.values["title"] for post in POSTS if post.source == copies[0]}) == 2


def test_long_read_is_long_and_has_an_outline() -> None:
    """One post holds 8,000 Chinese characters or more under headings of two levels."""
    longest = max(POSTS, key=lambda post: len(post.body))
    assert len(re.findall(CHINESE, longest.soup.get_text())) >= 8000
    assert len(longest.soup.select("h2")) >= 5 and len(longest.soup.select("h3")) >= 12


# What the reader makes of it


def converted(post: TourPost) -> Article:
    """The post as the reader shows it."""
    loaded = load(TOUR, post.path)
    return convert(loaded.body, title=loaded.post.title, source=loaded.post.source)


@each_post
def test_reader_finds_nothing_wrong(post: TourPost) -> None:
    """The tour warns about nothing, and every post has a title and a date."""
    loaded = load(TOUR, post.path)
    assert loaded.post.warnings == ()
    assert loaded.post.date is not None and loaded.post.date.utc == post.published()
    assert converted(post).warnings == ()


@each_post
def test_reader_shows_nothing_hidden(post: TourPost) -> None:
    """Hidden text, share buttons and placeholders stay out of sight."""
    article = converted(post)
    for hidden in (
        "给机器看的",
        "在新窗口中打开",
        "装饰用的分隔线",
        "本页标题",
        "data:image",
        "email protected",
    ):
        assert hidden not in article.markdown
        assert hidden not in article.text


def test_reader_joins_the_story_by_tags_of_both_scripts() -> None:
    """鉛字庫 and 铅字库 are one tag; the six reports and the letter about them carry it."""
    keywords = [
        extract(post.body, title=str(post.values["title"]), source=post.source).keywords for post in POSTS
    ]
    assert sum("铅字库" in map(fold, names) for names in keywords) == 7


@pytest.mark.parametrize(
    "query",
    sorted({
        code.get_text(strip=True)
        for post in POSTS
        for code in post.soup.select("code")
        if re.search(r"^[a-z]+:\S|\s-\S|\s\|\s", code.get_text(strip=True))
        and "\n" not in code.get_text(strip=True) and not code.get_text(strip=True).startswith("reader")
    }),
)  # fmt: skip
def test_query_in_a_lesson_can_be_typed(query: str) -> None:
    """A query that a post teaches is one that the reader understands."""
    assert parse(query).clauses or "sort:" in query


def test_posts_that_say_a_word_most_often_rise_to_the_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By relevance four mentions or more stand before one, as a lesson promises, though the one is the newest."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    library = Library([TOUR], marks=Marks(tmp_path / "marks"), zone=UTC)
    list(library.load())
    rows = list(library.select(parse("鉛字 sort:relevance"), fold_copies=True))
    said = {post.path: text.count("鉛字") for post in POSTS if len(text := converted(post).text) < 4000}
    counts = [said.get(row.post.path) for row in rows]
    often = [place for place, count in enumerate(counts) if count and count >= 4]
    once = [place for place, count in enumerate(counts) if count == 1]
    assert len(often) >= 3 and len(once) >= 3
    assert max(often) < min(once)
    newest = max((row.post.date.utc for row in rows if row.post.date), default=None)
    assert any((date := rows[place].post.date) and date.utc == newest for place in once)
