"""`reader show`: one post in every form."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "../shared"


def test_json_has_all_keys(piped, archive) -> None:
    """The keys are those of the handbook, in its order, with what the body holds."""
    ran = piped("show", "--archive", archive, "_posts/2024-02-07-sea.md", "--json")
    shape = json.loads(ran.out)

    assert (ran.code, ran.err) == (0, "")
    assert list(shape) == [
        "path", "archive", "title", "date", "author", "channel", "from", "tags", "unread", "starred", "labels", "note",
        "captions", "keywords", "related", "timeline", "links", "images", "markdown", "text", "warnings",
        "updated", "description", "lang", "image", "draft", "front_matter",
    ]  # fmt: skip
    assert shape["captions"] == ["港口的船"]
    assert shape["links"] == [{"text": "the storm", "url": "https://example.org/storm"}]
    assert shape["images"] == [{"url": "https://example.org/a.jpg", "caption": "港口的船", "alt": "灰色的船"}]
    assert "**很大**" in shape["markdown"]
    assert "風從台灣來了，很大。" in shape["text"]


def test_all_that_a_file_says_is_in_the_json(piped, archive, write) -> None:
    """Nested keys come out as they stand, and the fields of other programs by their own names."""
    write(
        "other.md",
        '+++\ntitle = "Boats"\nlastmod = 2024-05-06T07:08:09Z\ndraft = true\nsummary = "On boats"\nlanguage = "en"\n'
        'weight = 3\n[cover]\nimage = "cover.png"\n[taxonomies]\ntags = ["sea"]\n+++\n\nWords.\n',
    )
    shape = json.loads(piped("show", "--archive", archive, "other.md", "--json").out)

    assert shape["front_matter"] == {
        "title": "Boats",
        "lastmod": "2024-05-06T07:08:09+00:00",
        "draft": "true",
        "summary": "On boats",
        "language": "en",
        "weight": "3",
        "cover": {"image": "cover.png"},
        "taxonomies": {"tags": ["sea"]},
    }
    assert (shape["updated"], shape["description"], shape["lang"]) == (
        "2024-05-06T07:08:09Z",
        "On boats",
        "en",
    )
    assert (shape["image"], shape["draft"], shape["tags"]) == ("cover.png", True, ["sea"])
    assert shape["images"] == [{"url": "cover.png", "caption": "", "alt": ""}]


def test_a_picture_of_the_front_matter_that_the_body_holds(piped, archive, write) -> None:
    """It is one picture."""
    write("other.md", "---\ntitle: Boats\nimage: /img/a.png\n---\n\n![A boat](/img/a.png)\n")
    shape = json.loads(piped("show", "--archive", archive, "other.md", "--json").out)

    assert [image["alt"] for image in shape["images"]] == ["A boat"]


def test_a_draft_says_so(piped, archive, write) -> None:
    """The byline begins with the word, and a query finds it."""
    write("other.md", "---\ntitle: Boats\ndraft: true\nauthor: Ann\n---\n\nWords.\n")

    assert piped("show", "--archive", archive, "other.md").out.split("\n")[1] == "draft · Ann"
    write("third.md", "---\ntitle: 船\ndraft: true\n---\n\n港口今天早上十分安靜，船都還繫在碼頭邊。\n")
    assert piped("show", "--archive", archive, "third.md").out.split("\n")[1] == "草稿"
    found = piped("list", "--archive", archive, "--ndjson", "is:draft").out
    assert {json.loads(line)["path"] for line in found.splitlines()} == {"other.md", "third.md"}


def test_any_key_finds_posts(piped, archive, write) -> None:
    """A key, a value, an item of a list, and a nested key; also those that the post holds by other names."""
    write(
        "a.md",
        '+++\ntitle = "Boats"\n"Reading-Time" = 5\n[extra]\nports = ["Keelung", "臺南"]\n+++\n\nWords.\n',
    )
    write("b.md", "---\ntitle: Tides\nreading_time: 6\n---\n\nWords.\n")

    def found(query: str) -> list[str]:
        lines = piped("list", "--archive", archive, "--ndjson", query).out.splitlines()
        return sorted(json.loads(line)["path"] for line in lines)

    assert found("field:readingtime") == ["a.md", "b.md"]
    assert found("field:reading-time=5") == ["a.md"]
    assert found("field:extra.ports=台南") == ["a.md"]
    assert found("field:extra.ports=Kee") == []
    assert found("field:title=tides") == ["b.md"]
    assert found("field:nothing") == []
    assert len(found("field:from")) > 1
    assert set(found("field:from")).isdisjoint({"a.md", "b.md"})
    assert "_posts/2024-02-07-sea.md" in found("field:from=https://example.org/sea")
    assert set(found("-field:from")) >= {"a.md", "b.md"}


def test_one_line_of_json(piped, archive) -> None:
    """`--ndjson` is one line."""
    ran = piped("show", "--archive", archive, "quiet", "--ndjson")

    assert len(ran.out.splitlines()) == 1
    assert json.loads(ran.out)["title"] == "A quiet year"


def test_plain_text_for_a_pipe(piped, archive) -> None:
    """Title, byline and address, then a line a paragraph, without markup and colours."""
    ran = piped("show", "--archive", archive, "_posts/2024-02-07-sea.md")

    assert ran.out.splitlines()[:3] == [
        "[Eng Sub] 海風 *Sea* wind",
        "Ann & Bo · 港口新聞 · 2024-02-07 22:30",
        "https://example.org/sea",
    ]
    assert "風從台灣來了，很大。\n" in ran.out
    assert "\x1b" not in ran.out


def test_markdown(piped, archive) -> None:
    """The document begins with the title, in which nothing is taken for markup."""
    ran = piped("show", "--archive", archive, "_posts/2024-02-07-sea.md", "--markdown")

    assert ran.out.startswith("# \\[Eng Sub\\] 海風 \\*Sea\\* wind\n\n港口新聞 · Ann & Bo · ")
    assert "風從台灣來了，**很大**。" in ran.out


def test_typeset_for_a_terminal(on_terminal, archive) -> None:
    """Lines keep to the width, strong words are strong, and a link leads to its address."""
    ran = on_terminal("show", "--archive", archive, "_posts/2024-02-07-sea.md", columns=40)

    assert ran.code == 0
    assert "\x1b[1m很大\x1b[0m" in ran.out
    assert "\x1b]8;;https://example.org/storm\x1b\\" in ran.out
    assert "[Eng Sub]" in ran.out


def test_a_post_without_text(piped, archive, write) -> None:
    """It says so."""
    write("e.md", "---\ntitle: e\n---\n")

    assert piped("show", "--archive", archive, "e.md").out == "e\n\nThis post has no text.\n"


def test_what_was_wrong_is_said_beside_the_text(piped, archive, write) -> None:
    """Warnings are talk, and in JSON they are data."""
    write("w.md", "---\ntitle: w\ndate: someday\n---\ntext")
    plain, shape = (piped("show", "--archive", archive, "w.md", *form) for form in ([], ["--json"]))

    assert (plain.code, plain.err) == (0, "reader: The date someday cannot be read.\n")
    assert (shape.err, json.loads(shape.out)["warnings"]) == ("", ["The date someday cannot be read."])


class TestNames:
    """How a post can be named."""

    @pytest.mark.parametrize(
        "name",
        ["_posts/2024-02-03-storm.md", "2024-02-03-storm.md", "storm", "./news/_posts/2024-02-03-storm.md"],
    )
    def test_by_path_by_file_and_by_part(self, piped, archive, name) -> None:
        """A path in the archive, the end of one, a part that no other has, a file on disk."""
        ran = piped("show", "--archive", archive, name, "--ndjson", folder=archive.parent)

        assert json.loads(ran.out)["path"] == "_posts/2024-02-03-storm.md"
        assert json.loads(ran.out)["archive"] == str(archive)

    def test_a_file_outside_the_archives(self, piped, archive, tmp_path) -> None:
        """Any post file can be shown; its folder is its archive."""
        (tmp_path / "alone.md").write_text("---\ntitle: alone\n---\ntext")
        shape = json.loads(piped("show", "--archive", archive, tmp_path / "alone.md", "--json").out)

        assert (shape["archive"], shape["path"], shape["title"]) == (str(tmp_path), "alone.md", "alone")

    def test_a_name_as_it_was_printed(self, piped, archive) -> None:
        """A file with a control character in its name is found by the clean name that `list` prints."""
        (archive / os.fsdecode(b"back\x08space.md")).write_text("text")

        assert piped("show", "--archive", archive, "backspace.md").code == 0

    @pytest.mark.parametrize("name", ["nosuch\x1b[2J", "nosuch"])
    def test_a_name_that_no_post_has(self, piped, archive, name) -> None:
        """The sentence repeats the name, clean."""
        ran = piped("show", "--archive", archive, name)

        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("reader: No post nosuch")
        assert "\x1b" not in ran.err

    def test_a_missing_archive(self, piped, tmp_path) -> None:
        """It is told before the post is."""
        assert piped("show", "--archive", tmp_path / "nowhere", "x").code == 3


def test_real_terminal_danger_is_gone(on_terminal, archive, write) -> None:
    """Escape sequences in a body do not reach the terminal."""
    write("d.md", "---\ntitle: d\n---\n<p>a\x1b]52;c;x\x07b\x9b2J</p>")
    ran = on_terminal("show", "--archive", archive, "d.md", NO_COLOR="1")

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out)


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the real posts are not here")
def test_the_seed(piped) -> None:
    """The post that the format comes from: two captions, four keywords, three steps of its story."""
    (seed,) = (SHARED / "seed").glob("*.md")
    shape = json.loads(piped("show", seed, "--json").out)

    assert [len(shape[key]) for key in ("captions", "keywords", "timeline")] == [2, 4, 3]
    assert shape["warnings"] == []
    assert shape["text"].count(shape["title"]) == 0


def test_a_time_without_a_zone_is_a_time_on_the_reader_s_clock(piped, archive, write) -> None:
    """It is shown as it was written, and in JSON it is the instant of that time in the reader's zone."""
    write("evening.md", "---\ntitle: evening\ndate: 2019-02-01 22:00:00\n---\ntext")
    show = ("show", "--archive", archive, "evening.md")

    assert piped(*show, TZ="Asia/Taipei").out.splitlines()[1] == "2019-02-01 22:00"
    assert json.loads(piped(*show, "--json", TZ="Asia/Taipei").out)["date"] == "2019-02-01T14:00:00Z"
    listed = json.loads(
        piped("list", "--archive", archive, "--json", "date:2019-02-01", TZ="Asia/Taipei").out
    )
    assert [(post["title"], post["date"]) for post in listed] == [("evening", "2019-02-01T14:00:00Z")]


def test_far_longer_than_an_article_on_a_terminal(on_terminal, archive, write) -> None:
    """All words are shown in order: the first of them typeset, the rest as the terminal breaks it."""
    words = [f"w{number}" for number in range(60_000)]
    write(
        "_posts/long.md",
        "---\ntitle: Long\n---\n\n"
        + "\n\n".join(" ".join(words[n : n + 100]) for n in range(0, len(words), 100)),
    )

    ran = on_terminal("show", "--archive", archive, "_posts/long.md", NO_COLOR="1")

    assert [word for word in ran.out.split() if word[0] == "w" and word[1:].isdecimal()] == words
    lines = ran.out.split("\n")
    assert max(map(len, lines[1:2_000])) <= 80 < max(map(len, lines[-100:]))


def test_signs_without_end_on_a_terminal(on_terminal, archive, write) -> None:
    """Parts of a text that has no blank do not begin within an escaped sign."""
    write("_posts/signs.md", "---\ntitle: Signs\n---\n\n<div>" + "[b]" * 150_000 + "</div>\n")

    ran = on_terminal("show", "--archive", archive, "_posts/signs.md", NO_COLOR="1")

    assert "[b]" * 150_000 in "".join(ran.out.split())


def test_an_endless_address_is_not_repeated_on_each_line(on_terminal, archive, write) -> None:
    """It takes many lines, and none of them carries it as a hyperlink."""
    address = "https://example.org/" + "a/" * 10_000
    write("_posts/link.md", f"---\ntitle: Link\n---\n\nSee <{address}>.\n")

    ran = on_terminal("show", "--archive", archive, "_posts/link.md")

    assert len(ran.out) < 3 * len(address)
