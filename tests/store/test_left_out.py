"""What the settings leave out of an archive."""

from __future__ import annotations

import pytest

from reader.store.left_out import left_out


@pytest.mark.parametrize(
    ("pattern", "out", "read"),
    [
        ("drafts", ["drafts/a.md", "2019/drafts/b/c.md", "drafts"], ["drafts.md", "my-drafts/a.md"]),
        ("drafts/", ["drafts/a.md", "x/drafts/a.md"], ["drafts.md"]),
        ("/drafts", ["drafts/a.md"], ["x/drafts/a.md"]),
        ("*-old.md", ["a-old.md", "x/y/b-old.md"], ["a-old.md.md", "a-older.md"]),
        ("2019/*.md", ["2019/a.md"], ["2019/x/a.md", "x/2019/a.md"]),
        ("2019/**/*.md", ["2019/a.md", "2019/x/y/a.md"], ["2020/a.md"]),
        ("**/tmp/**", ["tmp/a.md", "x/tmp/y/a.md"], ["tmp.md"]),
        ("?.md", ["a.md", "x/鉛.md"], ["ab.md"]),
        ("[ab]*", ["apple.md", "b/c.md"], ["c.md"]),
        ("", [], ["a.md"]),
        ("/", [], ["a.md"]),
    ],
)
def test_patterns(pattern: str, out: list[str], read: list[str]) -> None:
    """A name counts at any depth, a path from the archive; what lies in a folder goes with it."""
    is_out = left_out([pattern])

    assert [path for path in (*out, *read) if is_out(path)] == out


def test_any_of_several() -> None:
    """One that matches is enough."""
    is_out = left_out(["a.md", "b.md"])

    assert [is_out(path) for path in ("a.md", "b.md", "c.md")] == [True, True, False]


def test_a_pattern_of_many_stars() -> None:
    """It is answered, however many ways there are to match it."""
    is_out = left_out(["/".join(["**"] * 40) + "/x", "*a" * 40 + "b"])

    assert not is_out("/".join(["a" * 60] * 40))
