"""Copies of a post count once, on every surface: in the list, by time, by tag, in suggestions and on the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import main
from tests.tui.conftest import OpenReader, WritePost

Counted = Callable[..., list[dict[str, Any]]]

LONG = "<p>" + "港口關閉了兩天，渡輪停在岸邊。" * 20 + "</p>"


@pytest.fixture
def copied(archive: Path, write_post: WritePost) -> Path:
    """A post in four files, of several months and with several tags, and two more posts."""
    page = "https://news.example/port"
    write_post("1", "港口重開", "2024-03-07T02:00:00", body=LONG, source=page, channel="港口")
    write_post("2", "港口重開", "2024-03-07T02:00:00", source=page, channel="港口", keywords=("渡輪",))
    write_post("3", "港口重開", "2024-02-05T02:00:00", source=page, channel="港口", keywords=("渡輪", "港"))
    write_post("4", "港口關閉", "2023-02-05T02:00:00", body=LONG, source="https://else.example/port")
    write_post("5", "雨", "2024-02-06T02:00:00", keywords=("渡輪",))
    (archive / "undated.md").write_text("---\ntitle: 無日期\ntags: [港口]\n---\n渡輪", encoding="utf-8")
    return archive


@pytest.fixture
def counted(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Counted:
    """Runs a command on the archive, and returns what it says of each post, period or value."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*arguments: str) -> list[dict[str, Any]]:
        main([*arguments, "--ndjson", "--archive", str(copied)])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.mark.parametrize("query", ["", "tag:渡輪", "-tag:渡輪", "date:2024-02", "渡輪 | 雨", "channel:港口"])
def test_commands_count_the_posts_that_list_names(counted: Counted, query: str) -> None:
    """Over all periods together, and beside a value as many as there are once it is chosen."""
    rows = counted("list", query)
    dated = sum(row["date"] is not None for row in rows)
    for unit in ("day", "month", "year"):
        for command in ("timeline", "trend"):
            assert sum(each["count"] for each in counted(command, query, "--by", unit)) == dated
    rest = f"({query}) " if query else ""
    for tag in counted("tags", query, "--kind", "channel", "--kind", "keyword"):
        assert len(counted("list", f"{rest}{tag['kind']}:{tag['name']}")) == tag["count"], tag


async def test_screens_and_suggestions_count_them_too(
    copied: Path, counted: Counted, open_reader: OpenReader
) -> None:
    """The list, its title, the values of the tag pane, and what is suggested while one types."""
    rows, channels, keywords = (
        counted(*words) for words in (["list"], ["tags", "--kind", "channel"], ["tags", "--kind", "keyword"])
    )
    async with open_reader(copied, size=(80, 60)) as desk:
        assert desk.titles == [row["title"] for row in rows] == ["港口重開", "雨", "無日期"]
        assert "3 posts" in desk.title_bar
        suggested = [
            each
            for field in ("tag:", "channel:", "keyword:", "author:", "site:", "lang:", "date:", "date:2024")
            for each in desk.library.suggester.suggest(field, len(field), 9)
        ]
        await desk.press("t")
        for group, found in (("Channels", channels), ("Keywords", keywords)):
            assert {name: count for name, count in desk.values.items() if name.startswith(group)} == {
                f"{group}:{value['name']}": value["count"] for value in found
            }
    assert len([each for each in suggested if each.count]) > 12
    for each in suggested:
        assert each.count in (None, len(counted("list", each.text))), each
