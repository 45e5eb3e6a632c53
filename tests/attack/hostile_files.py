"""Files made to take minutes, gigabytes or the program itself, with the words that must be readable all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

PAGE = "<!DOCTYPE html><html><head><title>Harbour</title></head><body><article>{}</article></body></html>"
PROSE = "<p>The ferry left the pier before the storm came, and nobody on the shore had seen its lights.</p>"
SPECIFIED = "---\ntitle: 港口\ndate: 2024-02-07T22:30:00.000Z\nfrom: {}\ntags: [ 港 ]\n---\n{}\n"


class HostileFile(NamedTuple):
    """One file of an archive, and what must come of it."""

    name: str
    words: tuple[str, ...]
    """what stands before and after the hostile part"""
    text: Callable[[], str]
    """the file's text, made when it is asked for: some are 20 MB"""


def _html(body: str) -> str:
    return SPECIFIED.format("https://example.org/1", f"<div><p>前文</p>{body}<p>後文</p></div>")


def _markdown(body: str) -> str:
    return f"---\ntitle: Harbour\ndate: 2024-02-07\n---\n\n前文 **一**\n\n{body}\n\n後文 **二**\n"


def _aliases(form: str) -> str:
    """Return a post whose front matter doubles, ten times over, in each of sixty lines."""
    lines = [f"a{n}: &a{n} {form.format(', '.join([f'*a{n - 1}'] * 10))}" for n in range(1, 60)]
    return "\n".join(
        ("---", "title: Harbour", "a0: &a0 [ x ]", *lines, "tags: *a59", "---", "", "Words.", "")
    )


_AROUND = ("前文", "後文")
_DATA = "data:image/png;base64," + "iVBORw0KGgo+/" * 100

FILES = (
    HostileFile("toml-open.md", ("Words",), lambda: '+++\ntitle = "Harbour\ntags = [[[\n+++\n\nWords.\n'),
    HostileFile("toml-deep.md", ("Words",), lambda: "+++\na = " + "[" * 50_000 + "\n+++\n\nWords.\n"),
    HostileFile("toml-digits.md", ("Words",), lambda: "+++\na = " + "9" * 10_000 + "\n+++\n\nWords.\n"),
    HostileFile("toml-dotted.md", ("Words",), lambda: "+++\n" + "a." * 20_000 + "b = 1\n+++\n\nWords.\n"),
    HostileFile("json-open.md", ("Words",), lambda: '{\n"title": "Harbour",\n"tags": [\n\nWords.\n'),
    HostileFile("json-deep.md", ("Words",), lambda: '{"a": ' + "[" * 100_000 + "\n\nWords.\n"),
    HostileFile("json-digits.md", ("Words",), lambda: '{"a": ' + "9" * 10_000 + "}\n\nWords.\n"),
    HostileFile("yaml-deep.md", ("Words",), lambda: "---\na: " + "[" * 50_000 + "\n---\n\nWords.\n"),
    HostileFile("yaml-laughs.md", ("Words",), lambda: _aliases("[{}]")),
    HostileFile("yaml-merges.md", ("Words",), lambda: _aliases("{{ <<: [{}] }}")),
    HostileFile("yaml-circle.md", ("Words",), lambda: "---\ntags: &a [ *a, b ]\nauthor: &b { c: *b }\n---\n\nWords.\n"),
    HostileFile("template-open.md", _AROUND, lambda: _markdown("{% " * 100_000)),
    HostileFile("template-blocks.md", _AROUND, lambda: _markdown("{% box %}" * 50_000)),
    HostileFile("template-hugo.md", _AROUND, lambda: _markdown("{{< box >}}" * 50_000)),
    HostileFile("template-value.md", _AROUND, lambda: _markdown("{{ " * 100_000)),
    HostileFile(
        "permalink.md", ("Words",), lambda: "---\ntitle: Harbour\npermalink: ../../../../etc/passwd\n---\n\nWords.\n"
    ),
    HostileFile("wiki.md", _AROUND, lambda: _markdown("[[twin]] " * 2_000)),
    HostileFile("a/twin.md", ("one",), lambda: "---\ntitle: Twin\n---\n\nThe one.\n"),
    HostileFile("b/twin.md", ("other",), lambda: "---\ntitle: Twin\n---\n\nThe other.\n"),
    HostileFile(
        "spans.md",
        (*_AROUND, "格"),
        lambda: _html("<table><tr><td colspan=10000 rowspan=10000>格</td><td>鄰</td></tr><tr><td>下</td></tr></table>"),
    ),
    HostileFile(
        "spans-many.md",
        _AROUND,
        lambda: _html("<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>格</td>" * 1_000 + "</tr></table>"),
    ),
    HostileFile("tex.md", _AROUND, lambda: _markdown("$" + "\\frac{a_1}{b}*" * 70_000 + "$")),
    HostileFile("tex-dollars.md", _AROUND, lambda: _markdown("$a " * 300_000)),
    HostileFile(
        "saved.html",
        ("ferry",),
        lambda: PAGE.format(PROSE * 10 + f'<img src="{_DATA}" alt="A boat">' * 15_000 + PROSE),
    ),
    HostileFile(
        "saved-one.html",
        ("ferry",),
        lambda: PAGE.format(PROSE * 10 + f'<img src="{_DATA + "A" * 20_000_000}" alt="A boat">' + PROSE),
    ),
    HostileFile("saved-divs.html", ("ferry",), lambda: PAGE.format(PROSE * 10 + "<div><p>a</p></div>" * 500_000)),
    HostileFile(
        "saved-metas.html",
        ("ferry",),
        lambda: PAGE.format(PROSE).replace(
            "</title>", "</title>" + "".join(f"<meta property=x{n} content={n}>" for n in range(250_000))
        ),
    ),
    HostileFile("entity.md", _AROUND, lambda: _markdown("&#" + "1" * 4_301 + ";")),
    HostileFile("blanks.md", ("left", "right"), lambda: _html("<pre>left" + " " * 1_000_000 + "right</pre>")),
    HostileFile("options.md", _AROUND, lambda: _html("<select>" + "<option>甲" * 50_000 + "</select>")),
    HostileFile("unknown.md", _AROUND, lambda: _html("".join(f"<z{n}>甲</z{n}>" for n in range(50_000)))),
    HostileFile(
        "picture.md", (*_AROUND,), lambda: _markdown("![p](data:image/png;base64," + "A" * 7_000_000 + ")")
    ),
    HostileFile("address.md", _AROUND, lambda: SPECIFIED.format(
        "https://example.org/" + "a" * 1_000_000, "<div><p>前文</p><p>後文</p></div>"
    )),
    HostileFile("soft-hyphens.md", _AROUND, lambda: _markdown("\u00ad" * 1_000_000)),
    HostileFile("zero-width.md", _AROUND, lambda: _markdown("\u200b" * 1_000_000)),
    HostileFile("line-separators.md", _AROUND, lambda: _markdown("\u2028" * 1_000_000)),
)  # fmt: skip
