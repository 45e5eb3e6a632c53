"""`reader cite`: the citation of one post."""

from __future__ import annotations

import json


def test_a_post_is_cited_in_each_style(piped, archive) -> None:
    """By its path or a part of it; what the front matter says in entities is read as text."""
    apa = piped("cite", "--archive", archive, "2024-02-07-sea.md", "--as", "apa")
    assert (apa.code, apa.err) == (0, "")
    assert (
        apa.out
        == "Ann & Bo. (2024, February 7). [Eng Sub] 海風 *Sea* wind. 港口新聞. https://example.org/sea\n"
    )
    assert piped("cite", "--archive", archive, "2024-02-07-sea.md", "--as", "bibtex").out.startswith(
        "@online{example2024-"
    )
    assert piped("cite", "--archive", archive, "2024-02-07-sea.md", "--as", "ris").out.endswith("ER  - \n")
    (item,) = json.loads(piped("cite", "--archive", archive, "2024-02-07-sea.md", "--as", "csl").out)
    assert item["URL"] == "https://example.org/sea"


def test_the_setting_chooses_the_style(piped, archive, monkeypatch) -> None:
    """Without an option GB/T 7714, or what the settings say."""
    assert "[EB/OL]" in piped("cite", "--archive", archive, "2024-02-07-sea.md").out
    monkeypatch.setenv("READER_CITATION", "chicago")
    assert "“[Eng Sub] 海風" in piped("cite", "--archive", archive, "2024-02-07-sea.md").out


def test_a_post_that_is_not_there_is_an_error(piped, archive) -> None:
    """As for `show`."""
    ran = piped("cite", "--archive", archive, "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere" in ran.err
