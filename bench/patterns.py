"""Whether the time of the converter grows with the length of a body, on bodies made to be its worst.

    python bench/patterns.py [--size CHARS] [NAME…]

Each body is made twice, of CHARS and of twice as many characters, and converted and extracted. Printed are the
seconds of both and how many times longer the second took.

Targets: no body takes more than 3 times as long for twice its length, and none raises.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://a.example/b"
MIN_SECONDS = 0.1
"""below which a ratio says nothing"""
MAX_RATIO = 3.0


def many(piece: str, *, before: str = "<div>", after: str = "</div>") -> Callable[[int], str]:
    """A body of so many characters that repeats a piece, with `{}` in it numbered."""

    def body(size: int) -> str:
        count = size // len(piece)
        if "{}" not in piece:
            return before + piece * count + after
        return before + "".join(piece.replace("{}", str(number)) for number in range(count)) + after

    return body


BODIES: dict[str, Callable[[int], str]] = {
    "embedded picture": many("A", before="<div><img src='data:image/png;base64,", after="' alt=x></div>"),
    "embedded in Markdown": many("A", before="Words.\n\n![p](data:image/png;base64,", after=")\n\n**More**"),
    "blanks in pre": many(" ", before="<div><pre>left", after="right</pre></div>"),
    "no-break spaces in pre": many("&nbsp;", before="<div><pre>left", after="right</pre></div>"),
    "lines in pre": many("\n", before="<div><pre>a", after="b</pre></div>"),
    "open pre": many("<pre>x"),
    "digits of a reference": many("1", before="<div><p>&#", after=";</p></div>"),
    "digits in Markdown": many("1", before="a &#", after="; **x**\n\nb"),
    "start of a list": many("1", before="<div><ol start='", after="'><li>x</ol></div>"),
    "open options": many("<option>x", before="<div><select>"),
    "unknown elements": many("<zq{}></zq{}>"),
    "custom elements": many("<x-z{} src=/a.jpg></x-z{}>"),
    "pictures": many("<img src='/a.jpg' alt=x>"),
    "fallbacks": many("<noscript><img src=/a.jpg></noscript>"),
    "identifiers": many("<i data-a{}-id=x></i>"),
    "candidates": many("a,", before="<div><img srcset='", after="'></div>"),
    "declarations": many("a:b;", before="<div><p style='", after="display:none'>x</p></div>"),
    "long attribute": many("x", before="<div><p title='", after="'>a</p></div>"),
    "blanks": many(" ", before="<div><p>a", after="b</p></div>"),
    "line ends": many("\n", before="<div><p>a", after="b</p></div>"),
    "angle brackets": many("<"),
    "square brackets": many("[", before="<div><p>", after="</p></div>"),
    "round brackets": many("(", before="<div><p><a href='/", after="'>x</a></p></div>"),
    "open BBCode": many("[url]", before="<div><p>", after="x[/url]</p></div>"),
    "addresses in BBCode": many("[url=https://a.example/", before="<div><p>[/url]", after="</p></div>"),
    "share buttons": many("<a href='https://t.me/share/url?x'>s</a>"),
    "entities": many("&amp", before="<div><p>", after="</p></div>"),
    "comments": many("<!--"),
    "hyphens": many("-", before="<div><p>", after="x</p></div>"),
    "open emphasis": many("**a ", before="a\n\n", after="\n\nb"),
    "cells": many("<tr><td>1<td>2", before="<div><table>", after="</table></div>"),
    "superscripts": many("a<sup>1</sup>", before="<div><p>", after="</p></div>"),
    "hidden mail": many("4", before="<div><a data-cfemail='", after="'>x</a></div>"),
    "glued addresses": many("https://a.example/", before="<div>\n"),
    "times": many("1:", before="<div>\n0:00 a ", after="</div>"),
}


def seconds(body: str) -> float:
    """The time that a body takes to be converted and extracted."""
    start = time.process_time()
    convert(body, title="t", source=SOURCE)
    extract(body, title="t", source=SOURCE)
    return time.process_time() - start


def main() -> None:
    """Time the bodies named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BODIES, []], metavar="NAME")
    parser.add_argument("--size", type=int, default=100_000)
    options = parser.parse_args()
    for name in options.names or BODIES:
        once, twice = (seconds(BODIES[name](size)) for size in (options.size, 2 * options.size))
        ratio = twice / max(once, 0.001)
        verdict = "  too long" if twice > MIN_SECONDS and ratio > MAX_RATIO else ""
        print(f"{name:24} {once:8.3f} s {twice:8.3f} s  × {ratio:.1f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
