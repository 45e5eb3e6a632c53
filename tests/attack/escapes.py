"""Escapes in every field of a post, and what finds them in what the program writes.

Each carries a mark, so that one that gets through is told from those that the program writes itself.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

MARK = "31337"
_ENDS = "\x1b\\"
ESCAPES: tuple[str, ...] = (
    # Colours, moves and modes (ECMA-48), with a seven-bit and an eight-bit introducer
    f"\x1b[{MARK}m", f"\x9b{MARK}m", f"\x1b[{MARK};1H", f"\x1b[{MARK}J", f"\x1b[{MARK}A", f"\x1b[{MARK}P",
    f"\x1b[?{MARK}h", f"\x1b[?{MARK}l", f"\x1b[>{MARK}u", f"\x1b[<{MARK}u", f"\x1b[{MARK}n", f"\x1b[{MARK}c",
    f"\x1b[{MARK};{MARK}r", f"\x1b[{MARK}@", f"\x1b[{MARK}\x18m", f"\x1b[\n{MARK}m",
    # Commands with a text: title, clipboard, colours, links, notifications, files, answers
    f"\x1b]0;{MARK}\x07", f"\x1b]2;{MARK}{_ENDS}", f"\x9d0;{MARK}\x9c", f"\x1b]52;c;{MARK}\x07",
    f"\x1b]8;;https://{MARK}.example/{_ENDS}", f"\x1b]9;{MARK}\x07", f"\x1b]777;notify;{MARK}\x07",
    f"\x1b]1337;File=name={MARK}:AA==\x07", f"\x1b]4;1;#{MARK}0\x07", f"\x1b]{MARK}", f"\x1bP{MARK}q{_ENDS}",
    f"\x90{MARK}q\x9c", f"\x1b_G{MARK}{_ENDS}", f"\x1b^{MARK}{_ENDS}", f"\x1bX{MARK}{_ENDS}",
    # Resets, other letters, single controls, and what reorders or hides text
    f"\x1bc{MARK}", f"\x1b(0{MARK}", f"\x0e{MARK}\x0f", f"\x05{MARK}\x07", f"{MARK}\x08\x08\x08", f"a\r{MARK}",
    f"\u202e{MARK}\u202c", f"\u2066{MARK}\u2069", f"\U000e0001{MARK}\u200b",
)  # fmt: skip
"""forty, as bytes of a file, an entity of HTML or an escape of YAML make them"""

_OWN = re.compile(
    r"\r\x1b\[K"
    r"|\r[^\x00-\x1f]\x1b\[6n\r|\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\|\x1b\[(?:>0q|c)"
    r"|\x1b\[[0-9;]*[mHJK]"
    r"|\x1b\[[<>=?]?[0-9;]*(?:[hlu]|\$p)"
    r"|\x1b\](?:8;[^;\x00-\x20\x7f-\x9f]*;[^\x00-\x20\x7f-\x9f]*|22;[a-z-]*|52;c;[A-Za-z0-9+/=]*|11;\?)(?:\x07|\x1b\\)"
)
"""what the program and Textual write: progress, what doctor asks a terminal, styles, moves, modes, links, the pointer's shape, the clipboard, the colour asked for"""
_CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def leaks(written: bytes, *, is_terminal: bool) -> list[str]:
    """Return what stands in an output that only a post can have put there, each with its surroundings."""
    text = written.decode("utf-8", "replace")
    # A path names its file, with a zero-width space that its name has.
    text = (text.replace("\r\n", "\n") if is_terminal else text).replace("\u200b.md", ".md")
    found = []
    rest = []
    place = 0
    for own in _OWN.finditer(text) if is_terminal else ():
        if MARK in own[0] and not own[0].startswith("\x1b]8;") and not own[0].startswith("\x1b]52;"):
            found.append(own[0])
        rest.append(text[place : own.start()])
        place = own.end()
    rest.append(text[place:])
    for part in rest:
        found += [part[max(0, each.start() - 30) : each.end() + 30] for each in _UNSAFE.finditer(part)]
    for copied in _CLIPBOARD.findall(text):
        clean = base64.b64decode(copied).decode("utf-8", "replace")
        found += [f"clipboard: {clean[:80]!r}"] * bool(_UNSAFE.search(clean))
    return found


def posts(number: int, escape: str) -> dict[str, str]:
    """Return files, by name, that have an escape in every field, as raw bytes and as YAML, HTML and JSON write it."""
    entity = "".join(f"&#{ord(character)};" for character in escape)
    quoted = json.dumps(escape)[1:-1]
    percent = "".join(f"%{byte:02x}" for byte in escape.encode())
    body = "\n\n".join(
        (
            f"# Heading {escape} {entity}",
            f"Words {escape} and {entity}, [a link {escape}](https://x.example/{percent}/{escape}), `code {escape}`.[^n{number}]",
            f"![alt {escape}](pic-{escape}.png 'title {entity}')",
            f"<figure><img src='a.png' alt='{entity}'><figcaption>Caption {escape} {entity}</figcaption></figure>",
            f"```lang{escape}\ncode block {escape}\n{entity}\n```",
            f"> quoted {escape}\n\n- item {entity}\n\n| a {escape} | b |\n| --- | --- |\n| {entity} | c |",
            f"<pre>left {escape} {entity}</pre><p title='{entity}'>html {entity}</p>",
            f"[^n{number}]: note {escape} {entity}",
        )
    )
    day = f"2024-01-{number % 28 + 1:02}"
    raw = (
        f"---\ntitle: Raw {number} {escape}\ndate: {day}\nauthor: A {escape} B\ntags: [ 'tag{escape}{number}', plain ]\n"
        f"categories: [ 'cat{escape}' ]\nfrom: https://news.example/{escape}/{number}\n---\n{body}\n"
    )
    yaml = (
        f'---\ntitle: "Yaml {number} {quoted}"\ndate: {day}\nauthor: "A {quoted} B"\ntags: [ "tag{quoted}{number}" ]\n'
        f'categories: [ "cat{quoted}" ]\nfrom: "https://news.example/{quoted}/y{number}"\n---\n{body}\n'
    )
    page = (
        f"<!DOCTYPE html><html><head><title>Page {number} {entity}</title><meta name=author content='{entity}'>"
        f"<meta name=keywords content='tag{entity}'></head><body><article><h1>{escape}</h1><p>{entity} words</p></article></body></html>"
    )
    name = escape.replace("/", "_").replace("\0", "")
    return {f"{number:02}-{name}.md": raw, f"{number:02}-yaml.md": yaml, f"{number:02}-page.html": page}


def write_archive(folder: Path, escapes: tuple[str, ...] = ESCAPES) -> list[Path]:
    """Write the posts of some escapes into a folder of hostile names, and return their paths."""
    files = []
    for number, escape in enumerate(escapes):
        for name, text in posts(number, escape).items():
            file = folder / f"sub{number % 3}" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            files.append(file)
    return files


def said_of(export: bytes, escapes: tuple[str, ...] = ESCAPES) -> bytes:
    """Return an export of marks as somebody else may write it: with an escape in all that it says of the starred posts."""
    document = json.loads(export)
    keys = [each["key"] for each in document["statements"] if each["kind"] == "starred"]
    at = document["statements"][0]["at"]
    for number, key in enumerate(keys):
        escape = escapes[number % len(escapes)]
        passage = {"words": "Words", "note": escape, "colour": escape}
        document["statements"] += [
            {
                "kind": "label",
                "key": key,
                "name": f"label{escape}{number}",
                "value": "1700000000000",
                "at": at,
            },
            {
                "kind": "note",
                "key": key,
                "value": f"{escape} [a{escape}](https://x.example/{escape})",
                "at": at,
            },
            {"kind": "highlight", "key": key, "name": f"h{escape}", "value": json.dumps(passage), "at": at},
            {"kind": "search", "key": f"search{escape}", "value": f"Words {escape}", "at": at},
        ]
    return json.dumps(document).encode()
