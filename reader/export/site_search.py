"""The search of an exported site: an index in pieces that a page loads as it needs them, and the script that does.

Chinese, Japanese and Korean are found by pairs of characters, other words by their beginnings of two letters and more,
in the fold of `reader.text.script`: either script, any width and case, with and without accents. Pairs are not compared
with the text again, so that a long phrase may find a post that has all its pairs in other places.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.export.destination import Folder
from reader.text.script import fold

PIECES = 64
"""of the index: the pages of 5,000 posts load 200 kB for each"""
_WIDE = "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
_RUN = re.compile(rf"[{_WIDE}]+|[^\W_{_WIDE}]+")
_LONGEST = 40
"""characters of a word that are kept"""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class SearchIndex:
    """The index of a site while its posts are written; what is known of a word waits on the disk."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._waiting = tempfile.TemporaryFile("w+", dir=folder.path, encoding="utf-8")  # noqa: SIM115 - closed in write

    def add(self, place: int, text: str) -> None:
        """Take in the words of a post."""
        words = set(words_of(text))
        self._waiting.write("".join(f"{piece_of(word)}\t{place}\t{word}\n" for word in words))

    def write(self, posts: Sequence[tuple[str, str, str]]) -> None:
        """Write all files: titles, days and names of the posts, and the pieces, one after the other."""
        changes = [(a, b) for a, b in zip(_PLANE, fold(_PLANE), strict=True) if a != b and ord(a) > 0x7F]
        facts = {
            "posts": posts,
            "from": "".join(a for a, _ in changes),
            "to": "".join(b for _, b in changes),
            "pieces": PIECES,
        }
        self._folder.add("search/posts.js", f"var archive = {_json(facts)};\n")
        with self._waiting, tempfile.TemporaryDirectory(dir=self._folder.path) as name:
            pieces = [Path(name) / str(piece) for piece in range(PIECES)]
            self._waiting.seek(0)
            streams = [piece.open("w", encoding="utf-8") for piece in pieces]
            try:
                for line in self._waiting:
                    piece, _, rest = line.partition("\t")
                    streams[int(piece)].write(rest)
            finally:
                for stream in streams:
                    stream.close()
            for number, piece_file in enumerate(pieces):
                places: dict[str, list[int]] = {}
                with piece_file.open(encoding="utf-8") as lines:
                    for line in lines:
                        place, _, word = line.rstrip("\n").partition("\t")
                        places.setdefault(word, []).append(int(place))
                words = {word: ",".join(_deltas(found)) for word, found in places.items()}
                self._folder.add(f"search/{number}.js", f"take({number}, {_json(words)});\n")


_PLANE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))


def words_of(text: str) -> Iterator[str]:
    """Yield what a text is found by: pairs of wide characters and words, folded; as `words` of the script does."""
    for run in _RUN.finditer(fold(text)):
        word = run[0]
        if word[0] > "\u10ff" and re.match(f"[{_WIDE}]", word[0]):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word[:_LONGEST]


def piece_of(word: str) -> int:
    """Return the number of the piece that has a word, which its first two characters tell; as the script does."""
    return (ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % PIECES


def _deltas(places: Sequence[int]) -> Iterator[str]:
    """Yield ascending numbers as differences, in base 36."""
    before = 0
    for place in places:
        yield _in_base_36(place - before)
        before = place


def _in_base_36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def _json(value: object) -> str:
    # Lone surrogates, as names of files may have, are no UTF-8; JavaScript ends lines with U+2028 and U+2029.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


SCRIPT = (
    r""""use strict";
const pieces = new Map(), arrived = new Map(), fold = new Map();
Array.from(archive.from).forEach((sign, at) => fold.set(sign, Array.from(archive.to)[at]));
const wide = /[WIDE]/, runs = /[WIDE]+|(?:(?![WIDE_])[\p{L}\p{N}])+/gu;

function take(number, words) {
  arrived.get(number)(words);
}

function piece(number) {
  if (!pieces.has(number))
    pieces.set(number, new Promise((done) => {
      arrived.set(number, done);
      const script = document.createElement("script");
      script.src = `search/${number}.js`;
      document.head.append(script);
    }));
  return pieces.get(number);
}

function numberOf(word) {
  return (word.charCodeAt(0) * 31 + (word.length > 1 ? word.charCodeAt(1) : 0)) % archive.pieces;
}

function wordsOf(text) {
  const found = [];
  const folded = Array.from(text.toLowerCase(), (sign) => fold.get(sign) ?? sign).join("");
  for (const [run] of folded.matchAll(runs)) {
    if (!wide.test(run[0])) found.push(run.slice(0, 40));
    else for (let at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
  }
  return found;
}

function placesOf(text) {
  let place = 0;
  return text.split(",").map((delta) => (place += parseInt(delta, 36)));
}

async function postsWith(word) {
  const words = await piece(numberOf(word));
  const found = new Set();
  if (wide.test(word[0])) {
    if (Object.hasOwn(words, word)) placesOf(words[word]).forEach((place) => found.add(place));
  } else {
    for (const other of Object.keys(words))
      if (other.startsWith(word)) placesOf(words[other]).forEach((place) => found.add(place));
  }
  return found;
}

let asked = 0;
async function search() {
  const own = ++asked, words = wordsOf(document.getElementById("words").value);
  const sets = await Promise.all(words.map(postsWith));
  if (own !== asked) return;
  const found = sets.length ? [...sets[0]].filter((place) => sets.every((set) => set.has(place))) : [];
  found.sort((a, b) => a - b);
  document.getElementById("found").textContent = words.length ? String(found.length) : "";
  document.getElementById("posts").replaceChildren(
    ...found.slice(0, 500).map((place) => {
      const [title, day, name] = archive.posts[place];
      const row = document.createElement("li"), time = document.createElement("time"), link = document.createElement("a");
      time.textContent = day;
      link.textContent = title;
      link.href = `posts/${encodeURIComponent(name)}.html`;
      row.append(time, link);
      return row;
    }),
  );
  history.replaceState(null, "", "#" + encodeURIComponent(document.getElementById("words").value));
}

const field = document.getElementById("words");
try {
  field.value = decodeURIComponent(location.hash.slice(1));
} catch {} // an address that someone cut
field.addEventListener("input", search);
search();
"""
).replace("WIDE", _WIDE)
"""what the page of the search runs"""
