"""`reader story`."""

from __future__ import annotations

import json

LATE = """---
title: 風暴之後
date: 2024-02-09T08:00:00+08:00
from: https://example.org/after
tags: [ 港口新聞 ]
---
<p>回到<a href="http://www.example.org/storm/">風暴</a>。</p>
<div class="moreArticle"><a class="moreArticle-link" href="https://other.example/1"><span>外頭的消息</span></a></div>
"""


def test_json(piped, archive, write) -> None:
    """Steps in order of time, each with its reason; what the archive does not hold has no path."""
    write("_posts/2024-02-09-after.md", LATE)
    ran = piped("story", "--archive", archive, "after", "--json")

    assert ran.code == 0
    steps = json.loads(ran.out)
    assert [list(step) for step in steps] == [["time", "title", "path", "from", "reason"]] * 4
    assert [step["reason"] for step in steps] == [
        "linked from here",
        "linked with “風暴”",
        "this post",
        "related link",
    ]
    assert steps[0] == {
        "time": "2024-02-03T00:00:00Z",
        "title": "風暴",
        "path": "_posts/2024-02-03-storm.md",
        "from": "https://example.org/storm",
        "reason": "linked from here",
    }
    assert (steps[3]["time"], steps[3]["path"], steps[3]["from"]) == (None, None, "https://other.example/1")
    lines = piped("story", "--archive", archive, "after", "--ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == steps


def test_in_a_pipe(piped, archive, write) -> None:
    """Time, reason, title, and path or address, with tabs between."""
    write("_posts/2024-02-09-after.md", LATE)

    assert piped("story", "--archive", archive, "after").out.splitlines() == [
        "2024-02-03 00:00\tlinked from here\t風暴\t_posts/2024-02-03-storm.md",
        "2024-02-07 22:30\tlinked with “風暴”\t[Eng Sub] 海風 *Sea* wind\t_posts/2024-02-07-sea.md",
        "2024-02-09 00:00\tthis post\t風暴之後\t_posts/2024-02-09-after.md",
        "\trelated link\t外頭的消息\thttps://other.example/1",
    ]


def test_on_a_terminal(on_terminal, archive, write) -> None:
    """A line of time joins what is archived and what is not, within the width."""
    write("_posts/2024-02-09-after.md", LATE)

    assert on_terminal("story", "--archive", archive, "after", columns=40, NO_COLOR="1").out.splitlines() == [
        "2024-02-03  ●  風暴",
        "     00:00  │  linked from here",
        "2024-02-07  ●  [Eng Sub] 海風 *Sea* wind",
        "     22:30  │  linked with “風暴”",
        "2024-02-09  ◆  風暴之後",
        "     00:00  │  this post",
        "no date     ○  外頭的消息",
        "               related link",
    ]


def test_a_post_by_itself(piped, archive) -> None:
    """It is told as such, and the exit code says that nothing was found."""
    ran = piped("story", "--archive", archive, "quiet")

    assert (ran.code, ran.err) == (1, "reader: This post has no story.\n")
    assert ran.out.count("\n") == 1


def test_no_such_post(piped, archive) -> None:
    """One sentence, and nothing on standard output."""
    ran = piped("story", "--archive", archive, "nowhere")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("reader: ")
