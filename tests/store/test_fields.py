"""Fields of a post under the names and in the shapes in which programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.post import Tag, TagKind
from reader.store.fields import Fields, read_fields
from reader.store.front_matter import parse
from reader.store.front_matter_values import Form, FrontMatter, Value

AUTHOR = "Mei Sato"
PAGE = "https://harbour.example/tides"


def fields(lines: str) -> Fields:
    """Return the fields of YAML front matter."""
    return read_fields(parse(f"---\n{lines}\n---\n\nThe tide is out.\n"))


def topics(lines: str) -> list[str]:
    """Return the keywords of YAML front matter."""
    return [tag.name for tag in fields(lines).tags if tag.kind is TagKind.KEYWORD]


def channels(lines: str) -> list[str]:
    """Return the channels of YAML front matter."""
    return [tag.name for tag in fields(lines).tags if tag.kind is TagKind.CHANNEL]


class TestNames:
    """Which key gives which field."""

    @pytest.mark.parametrize(
        "key",
        [
            "date",
            "date_published",
            "datePublished",
            "Date-Published",
            "published",
            "publishedAt",
            "pubDate",
            "publishDate",
            "posted",
            "datetime",
            "created",
            "created_at",
            "first_published_at",
            "createdAt",
            "日期",
        ],
    )
    def test_names_of_the_date(self, key: str) -> None:
        """Case, hyphens, underscores and blanks make no difference."""
        assert fields(f"title: Tides\n{key}: 2023-05-06").dates == ("2023-05-06",)

    def test_dates_in_the_order_in_which_they_count(self) -> None:
        """A date of publication counts before one of a file or a clipping, whatever their order."""
        lines = "created: 2023-01-03\npublished: 2023-01-02\nmodified: 2023-01-09\ndate: 2023-01-01"
        assert fields(lines).dates == ("2023-01-01", "2023-01-02", "2023-01-03")
        assert fields(lines).updated == ("2023-01-09",)

    @pytest.mark.parametrize("key", ["updated", "lastmod", "last_modified_at", "dateModified", "modified"])
    def test_a_change_is_no_date(self, key: str) -> None:
        """The time of a change is kept by itself."""
        found = fields(f"{key}: 2023-05-06")
        assert (found.dates, found.updated) == ((), ("2023-05-06",))

    def test_dates_below_a_key(self) -> None:
        """A mapping of dates gives each of them."""
        found = fields("date:\n  published: 2023-05-06\n  updated: 2023-05-07")
        assert (found.dates, found.updated) == (("2023-05-06",), ("2023-05-07",))

    @pytest.mark.parametrize("container", ["extra", "params", "Params", "meta", "seo"])
    def test_nested_keys_count_after_those_above_them(self, container: str) -> None:
        """Zola and Hugo keep further keys below one of their own."""
        nested = f"{container}:\n  author: Nested\n  description: About tides"
        assert fields(nested).author == "Nested"
        assert fields(f"{nested}\nauthor: {AUTHOR}").author == AUTHOR
        assert fields(f"{nested}\nauthor: {AUTHOR}").description == "About tides"

    def test_a_list_of_elements_of_a_head(self) -> None:
        """VuePress and VitePress list names and contents."""
        assert fields("meta:\n  - name: description\n    content: About tides").description == "About tides"
        vitepress = "head:\n  - - meta\n    - name: description\n      content: About tides\n  - - link\n    - rel: icon"
        assert fields(vitepress).description == "About tides"

    def test_a_title_as_wordpress_gives_it(self) -> None:
        """A title below `rendered` is no text with a colon."""
        assert fields("title:\n  rendered: Tides").title == "Tides"
        assert fields("title:\n  Tides: a log").title == "Tides: a log"

    def test_the_last_of_two_equal_keys_counts(self) -> None:
        """Keys that differ by case alone are one key, of which the last value counts."""
        assert fields("Title: One\ntitle: Two").title == "Two"
        assert fields("date_published: 2023-01-01\ndatePublished: 2023-01-02").dates[0] == "2023-01-02"

    def test_an_empty_key_leaves_its_place_to_the_next(self) -> None:
        """Null and blank values do not hide a later name."""
        found = fields(f"author: null\nbyline: {AUTHOR}\nfrom: ~\nurl: {PAGE}\ndate:\nposted: 2023-05-06")
        assert (found.author, found.address, found.dates) == (AUTHOR, PAGE, ("2023-05-06",))


class TestAuthor:
    """Names without addresses."""

    @pytest.mark.parametrize(
        ("written", "author"),
        [
            ("Mei Sato", "Mei Sato"),
            ("[Mei Sato, Jo Vogel]", "Mei Sato, Jo Vogel"),
            ("\n  - Mei Sato\n  - Jo Vogel\n  - Mei Sato", "Mei Sato, Jo Vogel"),
            ("\n  name: Mei Sato\n  url: https://mei.example", "Mei Sato"),
            ("{email: mei@harbour.example, name: Mei Sato}", "Mei Sato"),
            ("\n  - name: Mei Sato\n    title: Editor\n  - name: Jo Vogel", "Mei Sato, Jo Vogel"),
            ("\n  - first_name: Mei\n    last_name: Sato", "Mei Sato"),
            ("\n  mei:\n    display_name: Mei Sato", "Mei Sato"),
            ('"[[Mei Sato]]"', "Mei Sato"),
            ("[[Mei Sato]]", "Mei Sato"),
            ("\n  - \"[[people/Mei Sato]]\"\n  - '[[people/jo|Jo Vogel]]'", "Mei Sato, Jo Vogel"),
            ('"[Mei Sato](https://mei.example)"', "Mei Sato"),
            ("Mei Sato <mei@harbour.example>", "Mei Sato"),
            ("mei@harbour.example (Mei Sato)", "Mei Sato"),
            ("Mei Sato (mei@harbour.example)", "Mei Sato"),
            ("[Mei Sato, mei@harbour.example, https://mei.example]", "Mei Sato"),
            ("mei@harbour.example", ""),
            ("'@mei'", "@mei"),
            ("By Mei Sato", "Mei Sato"),
            ("By Sato", "By Sato"),
            ("Mei &#38; Jo", "Mei & Jo"),
        ],
    )
    def test_authors(self, written: str, author: str) -> None:
        """Text, lists, mappings and links give names."""
        assert fields(f"title: Tides\nauthor: {written}").author == author

    @pytest.mark.parametrize(
        "key",
        ["authors", "creator", "byline", "writer", "by", "post_author", "作者", "著者", "작성자", "Autor"],
    )
    def test_names_of_the_author(self, key: str) -> None:
        """The author stands under several names."""
        assert fields(f"title: Tides\n{key}: {AUTHOR}").author == AUTHOR


class TestAddress:
    """The address that a post was archived from."""

    @pytest.mark.parametrize(
        "key",
        [
            "from",
            "canonical",
            "canonicalUrl",
            "canonical_url",
            "original-url",
            "sourceURL",
            "url",
            "link",
            "permalink",
            "source",
            "guid",
        ],
    )
    def test_names_of_the_address(self, key: str) -> None:
        """The address stands under several names."""
        found = fields(f"title: Tides\n{key}: {PAGE}")
        assert (found.address, found.tags) == (PAGE, ())

    @pytest.mark.parametrize(
        "written", ["harbour.example.org/tides", "//harbour.example.org/tides", "www.example.org"]
    )
    def test_an_address_without_its_scheme(self, written: str) -> None:
        """It is completed where no whole address stands under any name."""
        assert fields(f"url: {written}").address == f"https://{written.removeprefix('//')}"
        assert fields(f"url: {written}\nsource: {PAGE}").address == PAGE

    @pytest.mark.parametrize(
        "written",
        [
            "/tides/",
            "tides.html",
            "guide.js/tides",
            "example.org",
            "v1.2/tides",
            "tides",
            "mailto:a@b.example",
            "ftp://a.b/c",
        ],
    )
    def test_what_is_no_web_address(self, written: str) -> None:
        """A path of a site is not the address, and leaves its place to one."""
        assert fields(f"permalink: {written}").address == ""
        assert fields(f"url: {written}\nsource: {PAGE}").address == PAGE

    @pytest.mark.parametrize(
        "written", [f"<{PAGE}>", f'"[Tides]({PAGE})"', f"[{PAGE}]", f"{{url: '{PAGE}'}}", f"' {PAGE} '"]
    )
    def test_shapes_of_an_address(self, written: str) -> None:
        """Brackets and links around an address go."""
        assert fields(f"source: {written}").address == PAGE


class TestTags:
    """Channels and topics."""

    def test_the_specified_format(self) -> None:
        """One tag that is the category, too, is the channel, and a name with blanks is one."""
        assert fields("tags: [ Harbour News ]\ncategories: [ Harbour News ]").tags == (
            Tag("Harbour News", TagKind.CHANNEL),
        )
        assert fields("tags: Harbour News\ncategories: Harbour News").tags == (
            Tag("Harbour News", TagKind.CHANNEL),
        )

    @pytest.mark.parametrize("line", ["tags: [ 港口新聞 ]", "categories: [ 港口新聞 ]", "tags: 港口新聞"])
    def test_one_tag_beside_from(self, line: str) -> None:
        """With the specified format's own key for the address, one tag or category is enough."""
        assert channels(f"from: {PAGE}\n{line}") == ["港口新聞"]
        assert channels(line) == []
        assert topics(line) == ["港口新聞"]

    def test_several_tags_are_topics(self) -> None:
        """Nothing is made up where no tag is the channel."""
        assert channels("tags: [tides, boats]\ncategories: [tides, boats]") == []
        assert topics("tags: [tides, boats]\ncategories: [news]") == ["tides", "boats", "news"]

    @pytest.mark.parametrize(
        ("line", "channel"),
        [
            ("site: Harbour News", ["Harbour News"]),
            ("site_name: Harbour News", ["Harbour News"]),
            ("publication: Harbour News", ["Harbour News"]),
            ("publisher:\n  name: Harbour News\n  url: https://harbour.example", ["Harbour News"]),
            ("source: Harbour News", ["Harbour News"]),
            ('source: "[[Harbour News]]"', ["Harbour News"]),
            ("source: {name: Harbour News, url: 'https://harbour.example/a'}", ["Harbour News"]),
            ("source: https://harbour.example/a", []),
            ("source: scans/a.pdf", []),
            ("site: true", []),
            ("title: Tides", []),
        ],
    )
    def test_a_channel_by_name(self, line: str, channel: list[str]) -> None:
        """A site or publication is the channel where it is a name."""
        assert channels(f"{line}\ntags: [tides, boats]") == channel

    @pytest.mark.parametrize(
        "key",
        ["keywords", "keyword", "topics", "topic", "labels", "subjects", "section", "series", "category"],
    )
    def test_names_of_topics(self, key: str) -> None:
        """Lists of topics stand under many names."""
        assert topics(f"title: Tides\n{key}: [Tides, Old boats]") == ["Tides", "Old boats"]

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("tags: tides boats", ["tides", "boats"]),
            ("categories: old new", ["old", "new"]),
            ("tag: Old boats", ["Old boats"]),
            ("category: Old boats", ["Old boats"]),
            ("tags: old boats, tides", ["old boats", "tides"]),
            ("tags: 潮汐、小船，港口", ["潮汐", "小船", "港口"]),
            ("tags: tides; boats", ["tides", "boats"]),
            ("keywords: old boats, tides", ["old boats", "tides"]),
            ("keywords: old boats", ["old boats"]),
            ("series: Boats, part one", ["Boats, part one"]),
            ("section: World and harbour", ["World and harbour"]),
            ('tags: "tides", "boats"', ["tides", "boats"]),
            ("tags: #tides #boats", ["tides", "boats"]),
            ("tags: [C#, '#tides']", ["C#", "tides"]),
            ("tags: ['[[Tides]]', '[[notes/Boats|boats]]']", ["Tides", "boats"]),
            ("tags: '#tides #[[Old boats]]'", ["tides", "Old boats"]),
            ("tags: '[[Tides]] [[notes/Boats|boats]]'", ["Tides", "boats"]),
            ("tags: 'old boats, [[Tides]]'", ["old boats", "Tides"]),
            ("tags:\n- name: Tides\n  slug: tides\n- name: Boats", ["Tides", "Boats"]),
            ("tags:\n- Tides: the book\n- Boats", ["Tides: the book", "Boats"]),
            ("categories:\n- [Diary, Boats]\n- [Diary, Tides]", ["Diary", "Boats", "Tides"]),
            ("categories:\n  - - Diary\n    - Boats", ["Diary", "Boats"]),
            ("taxonomies:\n  tags: [tides]\n  ports: [Keelung]\n  authors: [Jo]", ["tides", "Keelung"]),
            ("tags: {tides: true, boats: false, ports: ~}", ["tides", "ports"]),
            ("tags: [tides, tides]\nkeywords: [tides]", ["tides"]),
            ("tags: []", []),
            ("tags: null", []),
            ("tags:", []),
        ],
    )
    def test_topics(self, line: str, names: list[str]) -> None:
        """Text is split as Jekyll and Hugo split it, and lists in lists are one list."""
        assert topics(f"title: Tides\n{line}") == names

    def test_authors_among_the_taxonomies(self) -> None:
        """Zola keeps authors as a taxonomy."""
        assert fields("taxonomies:\n  authors: [Mei Sato]").author == AUTHOR

    def test_text_of_a_head_is_split_at_commas_alone(self) -> None:
        """Pelican writes names with blanks."""
        tags = read_fields(FrontMatter({"Tags": "Old boats", "Category": "Sea"}, form=Form.HEAD)).tags
        assert [tag.name for tag in tags] == ["Old boats", "Sea"]


class TestRest:
    """Description, language, picture and draft."""

    @pytest.mark.parametrize(
        ("line", "description"),
        [
            ("description: About tides", "About tides"),
            ("summary: About tides #1", "About tides #1"),
            ("excerpt: '<p>About <b>tides</b></p>'", "About tides"),
            ("description: >\n  About\n  tides", "About tides"),
            ("excerpt: true", ""),
            ("description:\nsummary: About tides", "About tides"),
        ],
    )
    def test_description(self, line: str, description: str) -> None:
        """The summary is one line of text."""
        assert fields(line).description == description

    @pytest.mark.parametrize(
        "line", ["lang: zh-TW", "language: zh-TW", "locale: [zh-TW, en]", "inLanguage: zh-TW"]
    )
    def test_language(self, line: str) -> None:
        """The language is as written."""
        assert fields(line).language == "zh-TW"

    @pytest.mark.parametrize(
        ("line", "image"),
        [
            ("image: /a.png", "/a.png"),
            ("cover:\n  image: a.png\n  alt: A boat\n  relative: true", "a.png"),
            ("images: [a.png, b.png]", "a.png"),
            ("featured_image: https://a.example/a", "https://a.example/a"),
            ("header:\n  teaser: /a.png", "/a.png"),
            ("image: {path: a.png, width: 10}", "a.png"),
            ("coverImage: '![[a.png]]'", "a.png"),
            ("cover: '![boat](a.png)'", "a.png"),
            ("cover: false\nthumbnail: a.png", "a.png"),
            ("feature_image: __GHOST_URL__/content/a.png", "/content/a.png"),
            ("top_img: transparent", ""),
        ],
    )
    def test_image(self, line: str, image: str) -> None:
        """A picture is an address or a path."""
        assert fields(line).image == image

    @pytest.mark.parametrize(
        ("line", "is_draft"),
        [
            ("draft: true", True),
            ("draft: Yes", True),
            ("published: false", True),
            ("status: draft", True),
            ("draft: false", False),
            ("published: true", False),
            ("published: 2023-05-06", False),
            ("status: publish", False),
            ("title: draft", False),
        ],
    )
    def test_draft(self, line: str, is_draft: bool) -> None:
        """A draft is named by any of three keys."""
        assert fields(line).is_draft is is_draft


VALUES: st.SearchStrategy[Value] = st.recursive(
    st.text(alphabet=st.sampled_from("ab 中,;#@[]()|<>/.:&\n")),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["name", "url", "date", "extra", "tags", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = [
    "title",
    "date",
    "author",
    "from",
    "tags",
    "taxonomies",
    "extra",
    "source",
    "image",
    "draft",
    "x",
    "lang",
]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES), st.sampled_from(list(Form)))
def test_any_values_give_fields(values: dict[str, Value], form: Form) -> None:
    """Nothing that front matter can hold raises, and every field is one clean line."""
    found = read_fields(FrontMatter(values, form=form))
    for text in (
        found.author,
        found.description,
        found.language,
        found.image,
        *(tag.name for tag in found.tags),
    ):
        assert text == text.strip()
        assert "\n" not in text
    assert all(tag.name for tag in found.tags)


@pytest.mark.parametrize(
    "text", ["[[" * 500_000, "a@" * 500_000, "](" * 500_000, "<a" * 500_000, "www." * 300_000]
)
def test_megabytes_of_signs(text: str) -> None:
    """A value of a megabyte is read under every key, and the title is all of it."""
    assert read_fields(FrontMatter(dict.fromkeys(KEYS, text))).title == text


@pytest.mark.parametrize("shell", ["[{}]", "{{name: {}}}", "{{other: {}}}"])
def test_values_are_read_to_a_depth(shell: str) -> None:
    """Eight lists or mappings around a name are looked into, and no more."""
    value = AUTHOR
    for _ in range(8):
        value = shell.format(value)
    assert topics(f"tags: {value}") == [AUTHOR]
    assert AUTHOR not in topics(f"tags: {shell.format(value)}")
    value = f"{{name: {AUTHOR}}}"
    for _ in range(7):
        value = shell.format(value)
    assert fields(f"author: {value}").author == AUTHOR
    assert fields(f"author: {shell.format(value)}").author == ""
