"""Whether every visible sentence of real posts is in their Markdown as often as in the source, and nothing hidden.

    python bench/fidelity.py ORACLE FOLDER...

ORACLE is the path of a module with `check(path, rendered, plain)`, which reads the post with a parser of its own
and names what is missing, doubled or shown though hidden. Every Markdown file under the folders is converted and
checked twice: as the Markdown that is copied and exported, and as the words that stand on the screen. The shares that
pass are printed, each post whose Markdown fails with the reason, and the mean times of the converter and the bulk
extraction over the articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import re
import statistics
import time
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from reader.convert.body import BodyKind, kind_of, without_preamble
from reader.convert.data_urls import cut_data_urls
from reader.convert.document import document
from reader.convert.escape import escape_inline
from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.post import Post
from reader.typeset.document import HeaderLine
from reader.typeset.prepare import prepare

REASONS = ("missing", "fewer", "extra", "captions_missing", "captions_extra", "hidden_shown")
TAG_LIKE = re.compile(r"\\<[^<>]*>")
ICON = re.compile(r'class="material-(?:icons|symbols)[^"]*"[^>]*>\s*(\w+)\s*<')
CODE = re.compile(r"^( *[> ]*`{3,}).*?^\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
HEADER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


class Outcome(NamedTuple):
    """What one post came to."""

    path: Path
    is_article: bool
    convert_ms: float
    extract_ms: float
    reasons: dict[str, Any]
    explanation: str
    """why the checker, not the conversion, is at fault, if that could be shown"""
    notes: dict[str, Any]
    is_right_on_screen: bool
    """whether the words on the screen, which hold no Markdown that could be misread, pass"""


@cache
def load_oracle(path: Path) -> Any:
    """The module at `path`."""
    spec = importlib.util.spec_from_file_location("oracle", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python module: name the oracle's file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def explained(oracle: Any, path: Path, written: str, seen: dict[str, Any]) -> str:
    """Why a post fails although it is right: shown by undoing the differences one by one and checking again."""
    undone = written
    for address in dict.fromkeys(filter(None, seen["cf_emails"])):
        for spelling in (escape_inline(address), address):
            undone = undone.replace(spelling, "email protected")
    if undone != written and oracle.check(str(path), undone)["ok"]:
        return "decodes several hidden mail addresses where the checker expects one a sentence"
    icons = ICON.findall(path.read_text(encoding="utf-8-sig", errors="replace"))
    with_icons = "\n\n".join((undone, *map(escape_inline, icons)))
    if icons and oracle.check(str(path), with_icons)["ok"]:
        return "leaves out the names of pictures that an icon font draws"
    undone = TAG_LIKE.sub("", undone)
    if seen["swallowed"] and oracle.check(str(path), undone)["ok"]:
        return "shows text in angle brackets that a browser swallows as a tag"
    undone = CODE.sub(lambda code: code[0].replace("](", "] ("), undone)
    if oracle.check(str(path), undone)["ok"]:
        return "holds code that the checker takes for a link"
    return ""


def examine(oracle_path: Path, path: Path) -> Outcome:
    """Convert one post and check it."""
    oracle = load_oracle(oracle_path)
    seen = oracle.oracle(str(path))
    raw = path.read_text(encoding="utf-8-sig", errors="replace")
    header = HEADER.match(raw)
    body = cut_data_urls(raw[header.end() :] if header else raw)
    start = time.perf_counter()
    article = convert(body, title=seen["title"], source=seen["source"])
    middle = time.perf_counter()
    extract(body, title=seen["title"], source=seen["source"])
    end = time.perf_counter()
    post = Post(path.parent, path.name, seen["title"] or path.stem, source=seen["source"])
    written = document(post, article)
    result = oracle.check(str(path), written)
    explanation = "" if result["ok"] else explained(oracle, path, written, seen)
    return Outcome(
        path,
        kind_of(without_preamble(body)) is not BodyKind.PLAIN,
        (middle - start) * 1000,
        (end - middle) * 1000,
        {name: result[name] for name in REASONS if result[name]},
        explanation,
        {name: result[name] for name in ("chrome_shown", "other_missing") if result[name]},
        oracle.check(str(path), prepare(article, (HeaderLine(post.title, "title"),)).text, plain=True)["ok"],
    )


def main() -> None:
    """Check the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("oracle", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=1, help="processes at work")
    parser.add_argument("--notes", action="store_true", help="also print what does not fail a post")
    options = parser.parse_args()
    for folder in options.folders:
        paths = sorted(folder.rglob("*.md"))
        if not paths:
            raise SystemExit(f"There is no post under {folder}.")
        with multiprocessing.Pool(options.jobs) as pool:
            outcomes = pool.map(partial(examine, options.oracle), paths, chunksize=20)
        failed = [outcome for outcome in outcomes if outcome.reasons]
        for outcome in outcomes:
            for name, found in [*outcome.reasons.items(), *(outcome.notes.items() if options.notes else ())]:
                print(f"{outcome.path}\n    {name}: {str(found)[:400]}")
            if outcome.explanation:
                print(f"    explained: {outcome.explanation}")
        wrong = sum(1 for outcome in failed if not outcome.explanation)
        count = len(outcomes)
        on_screen = sum(outcome.is_right_on_screen for outcome in outcomes)
        for outcome in outcomes:
            if not (outcome.reasons or outcome.is_right_on_screen):
                print(f"{outcome.path}\n    fails on the screen alone")
        print(
            f"{folder}: {count - len(failed)} of {count} posts pass as Markdown"
            f" ({100 * (1 - len(failed) / count):.2f} %), {on_screen} as the words on the screen"
            f" ({100 * on_screen / count:.2f} %);\n"
            f"  with those that the checker is shown to misjudge {count - wrong} ({100 * (1 - wrong / count):.2f} %)\n"
            "  target: 100 % of a diverse archive, 99.9 % of one drawn at random, each other post explained"
        )
        for label, chosen in (
            ("articles", [outcome for outcome in outcomes if outcome.is_article]),
            ("plain bodies", [outcome for outcome in outcomes if not outcome.is_article]),
        ):
            if chosen:
                converting = [outcome.convert_ms for outcome in chosen]
                extracting = statistics.mean(outcome.extract_ms for outcome in chosen)
                print(
                    f"    {len(chosen)} {label}: convert mean {statistics.mean(converting):.2f} ms,"
                    f" worst {max(converting):.0f} ms; extract mean {extracting:.3f} ms"
                )


if __name__ == "__main__":
    main()
