"""Front matter: text that YAML would change silently stays as written."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.front_matter import begins_with_front_matter, parse
from reader.store.front_matter_values import Form, FrontMatter
from reader.store.front_matter_yaml import NOT_CLOSED


def header(lines: str) -> FrontMatter:
    """Return the front matter of a file with these lines as its header."""
    return parse(f"---\n{lines}\n---\nbody\n")


@pytest.mark.parametrize(
    "title",
    [
        "foo #1 bar",
        "#foo",
        "~",
        "null",
        "007",
        "12:30",
        "no",
        "2024-02-07",
        "2021-13-45",
        "1e5",
        "0x1F",
        "[Eng Sub] The harbour",
        "[Eng Sub]",
        "{a: b}",
        "&anchor text",
        "*text",
        "!tag text",
        "@name",
        "`code`",
        "% discount",
        "- dash",
        "? why",
        "> quoted",
        "| piped",
        "one: two",
        "one:two",
        "ends with colon:",
        "港口「夜」：一 # 二",
        '"Yes" and "No"',
        '"never closed',
        "it's",
        "a\ttab",
        "C:\\new\\folder",
    ],
)
def test_a_bare_title_is_literal_text(title: str) -> None:
    """An unquoted title is never cut, emptied, typed or turned into a list."""
    assert header(f"layout: post\ntitle: {title}\ndate: 2024-02-07").values["title"] == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r'"He said \"no\" twice"', 'He said "no" twice'),
        ('"He said "no" twice"', 'He said "no" twice'),
        (r'"an \d unknown escape"', r"an \d unknown escape"),
        (r'"tab\t, \u6e2f and \ud83d\udea2, then \d"', "tab\t, 港 and 🚢, then \\d"),
        (r'"back\\slash"', r"back\slash"),
        ("'it''s'", "it's"),
        ('"海上的"帆船"们"', '海上的"帆船"们'),
        ("'海上的'帆船'们'", "海上的'帆船'们"),
        ('"帆船"和"渡轮"', '"帆船"和"渡轮"'),
        ('"谈"帆船"，及其他"', '谈"帆船"，及其他'),
        ('"好"，他说，"再见"', '"好"，他说，"再见"'),
        ('"foo" # a comment', "foo"),
        ('"foo #1" # a comment: \\d', "foo #1"),
        ("\n  on the next line", "on the next line"),
        ("over\n  two lines", "over two lines"),
        ('"over\n  two lines"', "over two lines"),
        ('""', ""),
    ],
)
def test_a_quoted_or_continued_title(written: str, title: str) -> None:
    """Enclosing quotes are removed, YAML's escapes are decoded, and other escapes are kept."""
    assert header(f"title: {written}\nauthor: b: c").values["title"] == title
    assert header(f"title: {written}\nauthor: b").values["title"] == title


@pytest.mark.parametrize(("mark", "title"), [("|", "one\ntwo"), (">", "one two"), (">-", "one two")])
def test_block_scalars(mark: str, title: str) -> None:
    """A title below `|` or `>` is read, even if another line is not valid YAML."""
    for author in ("b", "@b"):
        front_matter = header(f"title: {mark}\n  one\n  two\nauthor: {author}")

        assert str(front_matter.values["title"]).strip() == title
        assert front_matter.values["author"] == author


def test_dates_stay_text() -> None:
    """No value changes its type, not even an impossible date."""
    front_matter = header("date: 2021-13-45\nupdated: 2024-02-07\ntime: 12:30:00\nnumber: 007")

    assert dict(front_matter.values) == {
        "date": "2021-13-45",
        "updated": "2024-02-07",
        "time": "12:30:00",
        "number": "007",
    }


def test_a_byte_order_mark_is_ignored() -> None:
    """Front matter after a byte order mark is read."""
    assert parse("\ufeff---\ntitle: a\n---\nbody").values == {"title": "a"}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end: str) -> None:
    """CRLF and CR files are read like LF files."""
    text = "---\ntitle: a\ntags:\n- b\n---\nbody\nmore\n"

    assert parse(text.replace("\n", end)) == parse(text)


def test_a_longer_line_of_hyphens_does_not_close() -> None:
    """`------` under the title link of the body does not end an unclosed header."""
    front_matter = parse("---\ntitle: a\ndate: 2024-02-07\n\n<!--1-->\n[a](b)\n------\ntext\n")

    assert dict(front_matter.values) == {"title": "a", "date": "2024-02-07"}
    assert front_matter.body == "\n<!--1-->\n[a](b)\n------\ntext\n"
    assert front_matter.warnings == (NOT_CLOSED,)


@pytest.mark.parametrize("body", ["\ntext\n\n---\nmore\n", "<div>\n---\n</div>\n", "[a](b)\n---\n\ntext"])
def test_a_rule_in_the_body_does_not_close(body: str) -> None:
    """An unclosed header ends at the start of the body, even if a rule follows in the body."""
    front_matter = parse(f"---\ntitle: a\nauthor: b\n{body}")

    assert (dict(front_matter.values), front_matter.body) == ({"title": "a", "author": "b"}, body)
    assert front_matter.warnings == (NOT_CLOSED,)


def test_a_header_that_ends_with_the_file() -> None:
    """A file that is all header has an empty body and a warning."""
    front_matter = parse("---\ntitle: a")

    assert (dict(front_matter.values), front_matter.body) == ({"title": "a"}, "")
    assert front_matter.warnings == (NOT_CLOSED,)


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "text", "----\nHello there\n----\n", "---\nHello there\n---\nmore"]
)
def test_a_file_without_front_matter_is_all_body(text: str) -> None:
    """A rule at the top of a text is no front matter."""
    assert parse(text) == FrontMatter({}, text)


def test_an_empty_header_is_front_matter() -> None:
    """Two lines of hyphens in a row are front matter without values."""
    assert parse("---\n---\nbody") == FrontMatter({}, "body", is_present=True, form=Form.YAML)


def test_duplicate_keys_give_a_warning() -> None:
    """The last of two titles counts, as in Jekyll."""
    front_matter = header("title: a\ntitle: b")

    assert front_matter.values["title"] == "b"
    assert front_matter.warnings == (
        "The key title stands more than once in the front matter; the last one counts.",
    )


def test_invalid_yaml_gives_a_warning_with_its_line() -> None:
    """All values are still read, and the line number counts from the top of the file."""
    front_matter = header('layout: post\ntitle: "a \\d b"\nauthor: c')

    assert dict(front_matter.values) == {"layout": "post", "title": "a \\d b", "author": "c"}
    assert front_matter.warnings == (
        "The front matter is not valid YAML (line 3: found unknown escape character); it was read line by line.",
    )


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[ 港口新聞 ]", ("港口新聞",)),
        ("[ a, b ]", ("a", "b")),
        ('[ "a, b", c ] # comment', ("a, b", "c")),
        ("[ a: b, c ]", ("a: b", "c")),
        ("[ a #1 ]", ("a #1",)),
        ("[ @a, b ]", ("@a", "b")),
        ("[ a, b", ("a", "b")),
        ("\n- a\n- b", ("a", "b")),
        ("\n  - #a\n  - b # why", ("#a", "b")),
        ("[]", ()),
        ("a, b", ("a", " b")),
        ("#a", ("#a",)),
        ("a b", ("a b",)),
    ],
)
def test_lists_of_tags(written: str, tags: tuple[str, ...]) -> None:
    """Tags are read in every notation of lists, including items that YAML would drop or nest."""
    assert tuple(header(f"title: t\ntags: {written}").items("tags")) == tags


@pytest.mark.parametrize(
    "lines", ["Title: a", '"title": a', "title : a", "  title: a\n  author: b", "{title: a}", "title:a"]
)
def test_keys_in_other_spellings(lines: str) -> None:
    """Capitals, quotes, indentation and a missing space do not hide the title."""
    assert header(lines).text("title") == "a"


def test_nested_keys_do_not_shadow() -> None:
    """A `title` inside another key is not the post's title."""
    assert header("picture:\n  title: other\ntitle: own").values["title"] == "own"


def test_comments_between_the_keys_are_left_out() -> None:
    """A line that starts with `#` belongs to no value."""
    assert dict(header("title: a\n# remark\nauthor: b").values) == {"title": "a", "author": "b"}


def test_brackets_by_the_hundred_thousand() -> None:
    """A header that would overflow libyaml's stack is read line by line."""
    front_matter = header("title: a\nother: " + "[" * 200_000)

    assert front_matter.values["title"] == "a"
    assert "too long" in front_matter.warnings[0]


@pytest.mark.parametrize("end", ["b", "# b", ": b", '"', "]", ", b]"])
@pytest.mark.parametrize(
    "start", ["title: a", "title: [a", 'title: "a', "tags: [a", 'tags: ["a"', "date: 2024-01-01", "a"]
)
def test_long_runs_of_blanks(start: str, end: str) -> None:
    """A quarter of a million blanks cause no backtracking."""
    assert header(start + " " * 250_000 + end).body.endswith("body\n")


def test_a_value_that_another_one_repeats() -> None:
    """An anchor and its alias are YAML's where both are there; alone they are text."""
    values = header("title: &t Boats at sea\nsummary: *t").values
    assert values == {"title": "Boats at sea", "summary": "Boats at sea"}
    assert header("title: &t Boats at sea\nsummary: *x").values["title"] == "&t Boats at sea"


def test_control_characters_do_not_cost_the_header() -> None:
    """A header with control characters, which YAML rejects, is read line by line."""
    assert header("title: a\bb\nauthor: c").values == {"title": "a\bb", "author": "c"}


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab中 :#-[]{}\"'\\,&*!|>%@`~?07.\t\u2028\x85")).map(str.strip))
def test_any_bare_title_comes_out_whole(title: str) -> None:
    """Any text after `title:` without quotes is the title, apart from the kind of its white space."""
    front_matter = header(f"layout: post\ntitle: {title}\nauthor: me")

    if title and title[0] not in "\"'|>":
        assert str(front_matter.values["title"]).split() == title.split()
    assert front_matter.values["author"] == "me"


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["layout", "title", "date", "author", "from", "comments"]),
        st.text(
            alphabet=st.characters(
                blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\u2028\u2029"
            )
        ),
        min_size=1,
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, str]) -> None:
    """A header written by a YAML library gives its values back."""
    written = yaml.safe_dump(values, allow_unicode=True)

    assert dict(parse(f"---\n{written}---\n").values) == values


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("-\n:ab #[]<>.\"' ")))
def test_nothing_of_the_body_is_lost(text: str) -> None:
    """The body is always the end of the text."""
    front_matter = parse("---\n" + text)

    assert ("---\n" + text).endswith(front_matter.body)


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        (b"---\ntitle", True),
        (b"\xef\xbb\xbf---\r\ntitle", True),
        (b"--- \n", True),
        (b"\n---\n", True),
        (b"------\n", False),
        (b"text\n---\n", False),
        (b"", False),
    ],
)
def test_front_matter_is_known_by_its_first_bytes(start: bytes, begins: bool) -> None:
    """Only a line of exactly three hyphens opens front matter."""
    assert begins_with_front_matter(start) is begins
