"""The address of a post that is no address any more."""

from __future__ import annotations

from pathlib import Path

from reader.store.load import load


def test_an_endless_address_is_cut_with_a_warning(tmp_path: Path) -> None:
    """Every link of the post would be resolved against it."""
    (tmp_path / "a.md").write_text(
        f"---\ntitle: A boat\nfrom: https://a.example/{'x' * 100_000}\n---\n\nWords.\n"
    )
    post = load(tmp_path, "a.md").post
    assert (post.title, len(post.source)) == ("A boat", 8_000)
    assert any("address" in warning for warning in post.warnings)
