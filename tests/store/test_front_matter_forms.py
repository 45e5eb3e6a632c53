"""Front matter in TOML, in JSON, without fences, and between other fences; and texts that merely look like it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.fields import read_fields
from reader.store.front_matter import begins_with_front_matter, parse
from reader.store.front_matter_values import Form, FrontMatter

BODY = "\nThe tide is out.\n"

HEADS = {
    Form.YAML: "---\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n---\n",
    Form.TOML: '+++\ntitle = "Tides"\nauthor = "Mei Sato"\ntags = ["sea", "moon"]\n+++\n',
    Form.JSON: '{\n  "title": "Tides",\n  "author": "Mei Sato",\n  "tags": ["sea", "moon"]\n}\n',
    Form.HEAD: "Title: Tides\nAuthor: Mei Sato\nTags: sea, moon\n",
}
OTHERS = {
    "four hyphens": (Form.YAML, "----\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n----\n"),
    "more hyphens": (Form.YAML, "-------\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n---\n"),
    "a longer end": (Form.YAML, "---\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n------\n"),
    "dashes": (Form.YAML, "—\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n—\n"),
    "a licence above": (
        Form.YAML,
        "<!-- Licence: CC0\n-->\n\n---\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n---\n",
    ),
    "semicolons below": (Form.YAML, 'title: "Tides"\nauthor: Mei Sato\ntags: [sea, moon]\n;;;\n'),
    "Bear Blog": (Form.YAML, "title: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n___\n"),
    "no opening line": (Form.YAML, "title: Tides\nauthor: Mei Sato\ntags:\n- sea\n- moon\n---\n"),
    "one line": (Form.JSON, '{"title": "Tides", "author": "Mei Sato", "tags": ["sea", "moon"]}\n'),
    "semicolons": (Form.JSON, '"title": "Tides",\n"author": "Mei Sato",\n"tags": ["sea", "moon"]\n;;;\n'),
    "semicolons around": (
        Form.JSON,
        ';;;\n"title": "Tides",\n"author": "Mei Sato",\n"tags": ["sea", "moon"],\n;;;\n',
    ),
    "semicolons and braces": (
        Form.JSON,
        ';;;\n{"title": "Tides",\n"author": "Mei Sato", "tags": ["sea", "moon"]}\n;;;\n',
    ),
    "named JSON": (
        Form.JSON,
        '---json\n{"title": "Tides", "author": "Mei Sato", "tags": ["sea", "moon"]}\n---\n',
    ),
    "named TOML": (Form.TOML, '---toml\ntitle = "Tides"\nauthor = "Mei Sato"\ntags = ["sea", "moon"]\n---\n'),
    "named YAML": (Form.YAML, "--- yaml\ntitle: Tides\nauthor: Mei Sato\ntags: [sea, moon]\n---\n"),
    "properties of Logseq": (Form.PROPERTIES, "title:: Tides\nauthor:: Mei Sato\ntags:: [[sea]], moon\n"),
    "script of Eleventy": (
        Form.SCRIPT,
        "---js\n{\n  title: \"Tides\",\n  author: 'Mei Sato',\n  tags: [\"sea\", 'moon'],\n  more(x) { return x; }\n}\n---\n",
    ),
    "Ruby of Bridgetown": (
        Form.SCRIPT,
        '---rb\n{ title: "Tides", author: "Mei Sato", tags: ["sea", "moon"] }\n---\n',
    ),
    "constants of Eleventy": (
        Form.SCRIPT,
        '---javascript\nconst title = "Tides";\nconst author = "Mei Sato";\nlet tags = ["sea", "moon"];\n---\n',
    ),
    "Nikola": (
        Form.COMMENT,
        "<!--\n.. title: Tides\n.. author: Mei Sato\n.. tags: sea, moon\n.. type: text\n-->\n",
    ),
    "Nikola without a comment": (
        Form.COMMENT,
        ".. title: Tides\n.. slug: tides\n.. author: Mei Sato\n.. tags: sea, moon\n",
    ),
    "Wiki.js": (
        Form.COMMENT,
        "<!--\ntitle: Tides\nauthor: Mei Sato\ntags: sea, moon\neditor: markdown\n-->\n",
    ),
    "the first Wiki.js": (
        Form.COMMENT,
        "<!-- TITLE: Tides -->\n<!-- Author: Mei Sato -->\n<!-- tags: sea, moon -->\n",
    ),
    "lists in a comment": (
        Form.COMMENT,
        "<!--\ntitle: Tides\nauthor: Mei Sato\ntags:\n  - sea\n  - moon\n-->\n",
    ),
    "bytes of old importers": (
        Form.YAML,
        "---\ntitle: !binary |-\n  VGlkZXM=\nauthor: Mei Sato\ntags: [sea, moon]\n---\n",
    ),
    "Kirby": (
        Form.KIRBY,
        "Title: Tides\n\n----\n\nAuthor: Mei Sato\n\n----\n\nTags: sea, moon\n\n----\n\nCover: - file://x1\n\n----\n\nText:\n",
    ),
    "another language": (Form.HEAD, "標題: Tides\n作者: Mei Sato\n標籤: sea, moon\n"),
    "lower case": (Form.HEAD, "title: Tides\nauthor: Mei Sato\ntags: sea, moon\n"),
}


@pytest.mark.parametrize(("form", "head"), [*HEADS.items(), *OTHERS.values()], ids=[*HEADS, *OTHERS])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_every_form_gives_the_same_fields(form: Form, head: str, end: str, start: str) -> None:
    """Title, author and tags come out of each form, and the body below it is whole."""
    found = parse(start + (head + BODY).replace("\n", end))
    fields = read_fields(found)

    assert (found.form, found.is_present, found.warnings) == (form, True, ())
    assert (fields.title, fields.author, [tag.name for tag in fields.tags]) == (
        "Tides",
        "Mei Sato",
        ["sea", "moon"],
    )
    assert found.body.strip() == BODY.strip()


TEXTS = {
    "a rule": "---\n\nThe tide is out.\n\n---\n\nMore.\n",
    "a comment and a rule": "<!-- seen -->\n---\n\nNote: the tide is out.\n\n---\n",
    "a rule and a colon": "---\n\nNote: the tide is out.\n\n---\n\nMore.\n",
    "a rule, a colon and no end": "---\nNote: the tide is out.\n\nMore.\n",
    "a long rule": "-----\n\nThe tide is out.\n\n-----\n",
    "a long rule and a colon": "-----\nNote: the tide is out.\n-----\n",
    "a dialogue between rules": "---\nMei: Is the tide out?\nJo: Not yet, I think.\n---\n",
    "a dialogue": "Mei: Is the tide out?\nJo: Not yet.\n\nThey wait.\n",
    "a sentence with a colon": "Note: the tide is out.\n\nMore.\n",
    "a known word and a colon": "Summary: the tide is out, and we wait.\n\nMore.\n",
    "a full-width colon": "标题：帆船\n作者：我\n\n潮水退了。\n",
    "a Chinese dialogue": "---\n甲: 退潮了吗？\n乙: 还没有。\n---\n",
    "a heading underlined": "Update: the tide is out\n---\n\nMore.\n",
    "a list": "- title: Tides\n- author: Mei\n\nMore.\n",
    "a numbered list": "1. title: Tides\n\nMore.\n",
    "a letter": "From: Mei\nTo: Jo\nDate: 2024-05-06\nSubject: Tides\n\nDear Jo,\n",
    "an address": "https://harbour.example/tides\n\nMore.\n",
    "a time": "12:30: the tide is out.\n\nMore.\n",
    "plus signs": "+++\nThe tide is out.\n+++\n",
    "a sum": "+ 1\n+ 2\n",
    "a list of plus signs": "+++ tides\n",
    "a brace": "{ the tide is out\n\nMore.\n",
    "an object that never ends": '{ "title": "Tides",\n\nThe tide is out.\n',
    "an example": '{"port": 80}\n\nThat is a setting.\n',
    "an object within a sentence": '{"title": "Tides"} is an object.\n',
    "a template": "{% include tides.html %}\n\nMore.\n",
    "a shortcode": '{{< figure src="a.png" >}}\n\nMore.\n',
    "attributes": "{: .lead}\nThe tide is out.\n",
    "a quotation": '"title": that is a word.\n\nMore.\n',
    "semicolons": ";;;\nThe tide is out.\n;;;\n",
    "a semicolon": "; the tide is out\n",
    "a script": "Title: Tides\nMei: Is it out?\nJo: Not yet.\nMei: When?\n\nThey wait.\n",
    "a title and a sentence": "Title: Tides\nReview: a book about the sea that we liked.\n\nMore.\n",
    "a title that goes on": "Title: the thing that all need,\nand that few have.\n",
    "a dash": "— The tide is out.\n— Not yet.\n",
    "a comment": "<!-- Note: the tide is out -->\n\nMore.\n",
    "a comment of lines": "<!--\nTODO: write\nwhen: the tide is out\n-->\n\nMore.\n",
    "dots": "... title: Tides\n\nMore.\n",
    "dots and a colon": ".. note: Tides\n\nMore.\n",
    "underlined lines": "Mei: the tide is out\n\n----\n\nJo: not yet\n",
    "a picture's fields": "Alt: Tides\n\n----\n\nTemplate: image\n",
    "a lone dash": "—\n\nThe tide is out.\n\n—\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    """A text that begins with a rule, a list, a colon or a brace is returned whole."""
    assert parse(text) == FrontMatter({}, text)


class TestToml:
    """TOML between lines of plus signs."""

    def test_values_are_text_and_tables_are_nested(self) -> None:
        """Dates, numbers and truth values are text."""
        found = parse(
            "+++\ntitle = 'Tides'\ndate = 2024-05-06T07:08:09+08:00\nweight = 3\nratio = 1.50\ndraft = true\n"
            '[extra]\nlead = """\nOne\ntwo"""\n[taxonomies]\ntags = [\'sea\']\n[[links]]\nurl = \'a\'\n+++\nBody'
        )
        assert found.values == {
            "title": "Tides",
            "date": "2024-05-06T07:08:09+08:00",
            "weight": "3",
            "ratio": "1.50",
            "draft": "true",
            "extra": {"lead": "One\ntwo"},
            "taxonomies": {"tags": ("sea",)},
            "links": ({"url": "a"},),
        }
        assert (found.body, found.warnings) == ("Body", ())

    @pytest.mark.parametrize("date", ["2024-05-06", "2024-05-06T07:08:09", "2024-05-06 07:08:09Z"])
    def test_dates(self, date: str) -> None:
        """A date is the text of an ISO date."""
        assert parse(f"+++\ndate = {date}\n+++\n").text("date")[:10] == "2024-05-06"

    @pytest.mark.parametrize(
        "broken", ["when = 6 May 2024", 'quote = "He said "no""', "list = [1, 2", "same = 1\nsame = 2", "x ="]
    )
    def test_what_is_broken_costs_no_other_key(self, broken: str) -> None:
        """The rest is read, with a warning."""
        found = parse(f'+++\ntitle = "Tides"\n{broken}\ntags = ["sea"]\n[extra]\nlead = "One"\n+++\nBody')
        fields = read_fields(found)
        assert (fields.title, [tag.name for tag in fields.tags]) == ("Tides", ["sea"])
        assert found.values["extra"] == {"lead": "One"}
        assert found.body == "Body"
        assert len(found.warnings) == 1
        assert "not valid TOML" in found.warnings[0]

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("6 May 2024", "6 May 2024"),
            ("'it's'", "it's"),
            ("[sea, moon]", ("sea", "moon")),
            ('["a" "b"]', ("a", "b")),
        ],
    )
    def test_values_of_broken_keys(self, written: str, value: object) -> None:
        """A value that is no TOML is its text."""
        assert parse(f"+++\ntitle = 'Tides'\nx = {written}\n+++\n").values["x"] == value

    def test_a_header_that_is_never_closed(self) -> None:
        """Its keys end before the first other line."""
        found = parse('+++\ntitle = "Tides"\n[extra]\nlead = "One"\n\nThe tide is out.\n')
        assert found.values == {"title": "Tides", "extra": {"lead": "One"}}
        assert found.body == "\nThe tide is out.\n"
        assert "not closed" in found.warnings[0]


class TestJson:
    """JSON objects at the top."""

    def test_values_are_text(self) -> None:
        """Numbers, truth values and null are text, and escapes are decoded."""
        found = parse('{"title": "\\u6f6e\\t&", "weight": 3, "ratio": 1.50, "draft": false, "x": null}\nBody')
        assert found.values == {"title": "潮\t&", "weight": "3", "ratio": "1.50", "draft": "false", "x": ""}
        assert found.body == "Body"

    def test_values_of_broken_members(self) -> None:
        """Lists and objects may go over several lines; of what is no JSON the strings count."""
        found = parse(
            '{\n"title": "Tides",\n"tags": ["sea",\n"moon" oops\n],\n"list": [oops "a" and "b"],\n'
            '"deep": {"x": [1,\n2]},\n"author": "Mei Sato"\n}\nBody'
        )
        assert found.values == {
            "title": "Tides",
            "tags": ("sea", "moon"),
            "list": ("a", "b"),
            "deep": {"x": ("1", "2")},
            "author": "Mei Sato",
        }
        assert found.is_present
        found = parse('"title": "Tides",\n"bad": oops,\n"tags": ["sea"]\n;;;\nBody')
        assert found.values == {"title": "Tides", "bad": "oops", "tags": ("sea",)}
        assert (found.is_present, found.body, len(found.warnings)) == (True, "Body", 1)

    @pytest.mark.parametrize(
        "broken",
        [
            '{\n  "title": "Tides",\n  "tags": ["sea"],\n}\n',
            '{\n  "title": "Tides"\n  "tags": ["sea"]\n}\n',
            '{\n  title: "Tides",\n  tags: [\n    "sea"\n  ]\n}\n',
            "{\n  'title': 'Tides',\n  \"tags\": [\"sea\"], \n}\n",
            '{\n  "title": "Tides", // why\n  "tags": ["sea"]\n}\n',
            '{"title": "Tides", "tags": ["sea",],}\n',
        ],
    )
    def test_what_is_broken_is_read_as_far_as_it_goes(self, broken: str) -> None:
        """The keys are read line by line, with a warning."""
        found = parse(broken + BODY)
        fields = read_fields(found)
        assert fields.title.startswith("Tides")
        assert [tag.name for tag in fields.tags] == ["sea"]
        assert found.body == BODY
        assert "not valid JSON" in found.warnings[0]

    def test_nesting_by_the_hundred_thousand(self) -> None:
        """An object that would exhaust the stack is text or is read as far as it goes; the body stays."""
        for nested in (
            "[" * 200_000 + "\n}",
            "[" * 200_000 + "]" * 200_000 + "}",
            '{"a": ' * 100_000 + "1" + "}" * 100_001,
        ):
            assert parse(f'{{"title": {nested}\n\nWords.\n').body.endswith("Words.\n")


class TestHead:
    """`Key: value` lines without a fence."""

    def test_values_over_several_lines(self) -> None:
        """Indented lines continue a value, and a repeated key adds to it."""
        found = parse(
            "Title: Tides and\n    moons\nDate: 2024-05-06 07:08\nAuthors: Mei Sato\n         Jo Vogel\n"
            "Tags: sea\nTags: moon\nSummary:\n    About tides.\n    And moons.\nsave_as: tides.html\n\nBody\n"
        )
        fields = read_fields(found)
        assert (fields.title.split(), fields.author) == (["Tides", "and", "moons"], "Mei Sato, Jo Vogel")
        assert [tag.name for tag in fields.tags] == ["sea", "moon"]
        assert fields.description == "About tides. And moons."
        assert found.text("save_as") == "tides.html"
        assert found.body == "\nBody\n"

    def test_a_title_alone(self) -> None:
        """One line with the title is a head."""
        assert parse("Title: Tides\n\nBody\n").values == {"Title": "Tides"}

    def test_a_body_that_follows_at_once(self) -> None:
        """Two known keys are a head, though no blank line ends it."""
        found = parse("Title: Tides\nDate: 2024-05-06\nThe tide is out.\n")
        assert (found.text("date"), found.body) == ("2024-05-06", "The tide is out.\n")

    def test_a_head_without_a_title(self) -> None:
        """A date and tags are enough."""
        assert parse("Date: 2024-05-06\nTags: sea\n\nBody\n").form is Form.HEAD


class TestYaml:
    """YAML in other company."""

    def test_a_broken_line_costs_no_list(self) -> None:
        """Lists and mappings are read, though another line is no YAML."""
        found = parse(
            '---\ntitle: "a \\d b"\nauthors:\n  - name: Mei Sato\n    url: https://mei.example\ncover:\n'
            "  image: a.png\nx: {a: [b, c]}\n---\n"
        )
        assert found.values["authors"] == ({"name": "Mei Sato", "url": "https://mei.example"},)
        assert found.values["cover"] == {"image": "a.png"}
        assert found.values["x"] == {"a": ("b", "c")}

    def test_keys_that_no_program_is_known_to_write(self) -> None:
        """Between fences any keys are front matter, unless they hold sentences."""
        assert parse("---\nBook: Tides\npages: 30\n---\nBody").values == {"Book": "Tides", "pages": "30"}

    def test_depth_is_bounded(self) -> None:
        """Nesting ends where no program nests."""
        found = parse("---\ntitle: Tides\nx: " + "[" * 60 + "]" * 60 + "\n---\n")
        assert json.dumps(found.values).count("[") < 50


@pytest.mark.parametrize("head", [*HEADS.values(), *(head for _, head in OTHERS.values())])
def test_a_text_file_with_front_matter_is_told_by_its_start(head: str) -> None:
    """The first bytes of a file tell."""
    assert begins_with_front_matter((head + BODY).encode())


@pytest.mark.parametrize(
    "text", [text for text in TEXTS.values() if not text.startswith(("---", "++", '{"', '"', '{ "'))]
)
def test_a_text_file_without_front_matter(text: str) -> None:
    """Notes, letters and lists are no posts."""
    assert not begins_with_front_matter(text.encode())


PIECES = st.sampled_from(
    [
        "---\n",
        "----\n",
        "---json\n",
        "---toml\n",
        "<!--\n",
        "<!-- ",
        "-->\n",
        ".. ",
        "\n----\n",
        "+++\n",
        ";;;\n",
        "{",
        "}",
        "{\n",
        "}\n",
        '"title": ',
        '"Tides"',
        ",",
        "[",
        "]",
        "\n",
        " ",
        "title: ",
        "title = ",
        "Date: ",
        "Tides\n",
        "'",
        "\\",
        "#",
        "tags",
        ":",
        "=",
        "- ",
        "—\n",
        "  ",
        "\t",
        "潮",
        "true",
        "[extra]\n",
        "a.b = 1\n",
        "author: Mei\n",
        "\r",
        "1979-05-27",
        "'''",
        '"""',
        "\x00",
    ]
)


def test_text_of_kirby_is_markdown() -> None:
    """Its tags are links, pictures with captions and films; its blocks are what they hold."""
    tags = "A (link: /sea text: sea) (image: a b.jpg caption: Low tide) (youtube: https://youtu.be/abc) (email: a@b.example)."
    found = parse(f"Title: Tides\n\n----\n\nText: {tags}\n").body

    assert found.startswith("A [sea](/sea)")
    assert "![](<a b.jpg>)\n\n<figcaption>Low tide</figcaption>" in found
    assert 'src="https://youtu.be/abc"' in found
    assert "[a@b.example](mailto:a@b.example)." in found

    blocks = json.dumps(
        [
            {"type": "heading", "content": {"level": "h3", "text": "Low"}},
            {"type": "text", "content": {"text": "<p>The tide</p>"}},
            {"type": "text", "content": {"text": "hidden"}, "isHidden": True},
            {
                "type": "image",
                "content": {"src": "", "image": ["a.jpg"], "alt": 'Sand "wet"', "caption": "At noon"},
            },
            {"type": "code", "content": {"code": "x = 1", "language": "py"}},
            {"type": "quote", "content": {"text": "Out", "citation": "Jo"}},
            {"type": "line", "content": {}},
        ]
    )
    rows = json.dumps([{"columns": [{"blocks": json.loads(blocks)}]}])
    for text in (blocks, rows):
        body = parse(f"Title: Tides\n\n----\n\nText: {text}\n").body
        for part in (
            "<h3>Low</h3>",
            "<p>The tide</p>",
            'src="a.jpg" alt="Sand &quot;wet&quot;"',
            "At noon",
            "```py\nx = 1\n```",
            "Jo",
            "---",
        ):
            assert part in body
        assert "hidden" not in body
    assert parse("Title: Tides\n\n----\n\nText: [{broken\n").body.strip() == "[{broken"


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_any_text_is_split_without_loss(text: str) -> None:
    """Parsing never raises, the body is the end of the text, and text without front matter is whole."""
    found = parse(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert plain.endswith(found.body)
    assert found.is_present == (found.form is not Form.NONE)
    if not found.is_present:
        assert (found.body, found.values) == (plain, {})
    read_fields(found)
    begins_with_front_matter(text.encode()[:64])


@pytest.mark.parametrize(
    "start",
    [
        "<!--\n",
        "<!--\ntitle: a\n",
        ".. title: a\n",
        "Title: a\n\n----\n\nText: (image: ",
        "---\n",
        "----\n",
        "+++\n",
        "{",
        '{"title": ',
        ";;;\n",
        "title: ",
        "Title: a\n",
        '"a": ',
    ],
)
@pytest.mark.parametrize(
    "unit", [" ", "\n", "[", "{", '"', "a", "a: b\n", "a = 1\n", "  a\n", '"a": 1,\n', "-\n", ";;;"]
)
def test_megabytes_after_a_first_sign(start: str, unit: str) -> None:
    """A text of a megabyte is split, and its body is the end of it."""
    text = start + unit * (1_000_000 // len(unit))
    found = parse(text)
    assert text.endswith(found.body)
    assert found.is_present == (found.form is not Form.NONE)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('+++\ntitle = "Tides\\q of June"\ntags = ["sea"]\n+++\n', "Tides\\q of June"),
        ("+++\ntitle = 'Tides' 'Moon'\ntags = [\"sea\"]\n+++\n", "Tides' 'Moon"),
        ('"title": "Tides",\n"weight": 3 4,\n"tags": ["sea"]\n;;;\n', "Tides"),
    ],
)
def test_what_is_wrong_with_one_key_costs_no_other(head: str, title: str) -> None:
    """A value that is not valid is the text in its quotes, and the keys beside it are read, with a warning."""
    found = parse(head + BODY)

    assert found.values["title"] == title
    assert found.values["tags"] == ("sea",)
    assert len(found.warnings) == 1 and "not valid" in found.warnings[0]


@pytest.mark.parametrize("value", ["[" * 5_000, "{a=" * 2_000, "1\n" + "a." * 5_000 + "b = 1"])
def test_toml_too_deep_to_parse_keeps_its_other_keys(value: str) -> None:
    """A value nested by the thousand and a key of thousands of parts take the title from nobody."""
    found = parse(f'+++\ntitle = "Tides"\nweight = {value}\n+++\n{BODY}')

    assert found.values["title"] == "Tides"
    assert len(found.warnings) == 1
    assert found.body.strip() == BODY.strip()
