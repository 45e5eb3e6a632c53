"""Writes an archive of made-up posts in the real format: `python bench/make_archive.py FOLDER COUNT [--seed N]`.

Lengths, scripts, tags, dates and copies are distributed as in real archives of news (67 % descriptions of films
in one line, 11 % without a body, the rest articles of some thousand characters); words follow Zipf's law over
invented vocabularies of Chinese and English, so that a search finds about as much as in real text. The same
seed writes the same archive.
"""

from __future__ import annotations

import argparse
import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

FIRST_DAY = datetime(2009, 1, 1, tzinfo=UTC)
DAYS = 6_000
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
TRADITIONAL = dict(
    zip(
        "这个国时来们动会发说产种过对学电实经进两体当应开还关数问见无系军没结条东风马话传连号报",
        "這個國時來們動會發說產種過對學電實經進兩體當應開還關數問見無系軍沒結條東風馬話傳連號報",
        strict=True,
    )
)
SYLLABLES = [
    "ba",
    "ko",
    "mi",
    "ter",
    "son",
    "lan",
    "der",
    "vi",
    "re",
    "ga",
    "tion",
    "ser",
    "ma",
    "lo",
    "pe",
    "ran",
    "ti",
    "us",
    "ec",
    "ol",
    "in",
    "de",
    "al",
    "mar",
    "ch",
    "st",
    "th",
    "er",
    "on",
    "an",
]
CHANNELS = 64
AUTHORS = 3_000
TAGS = 20_000
STREAM = 2_000_000
"""words of the run from which texts are cut"""


class Words:
    """A vocabulary whose words are drawn by Zipf's law."""

    def __init__(self, words: list[str], chance: random.Random) -> None:
        self._words = words
        self._weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        self._chance = chance

    def some(self, count: int) -> list[str]:
        """So many words."""
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)


class Maker:
    """Makes posts."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        characters = Words(list(dict.fromkeys(COMMON)), chance)
        chinese = dict.fromkeys(
            "".join(characters.some(chance.choices((1, 2, 3, 4), (2, 6, 2, 1))[0])) for _ in range(40_000)
        )
        english = dict.fromkeys(
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)
        )
        self.chinese = Words(list(chinese), chance)
        self.english = Words(list(english), chance)
        self.tags = Words(["".join(self.chinese.some(2)) + str(number) for number in range(TAGS)], chance)
        self.channels = Words(["".join(self.chinese.some(3)) for _ in range(CHANNELS)], chance)
        self.authors = Words(["".join(self.chinese.some(2)) for _ in range(AUTHORS)], chance)
        hans = self._sentences()
        self._streams = {
            "hans": hans,
            "hant": hans.translate(str.maketrans(TRADITIONAL)),
            "en": " ".join(self.english.some(STREAM // 2)),
        }

    def text(self, length: int, script: str) -> str:
        """About so many characters of sentences."""
        stream = self._streams[script]
        start = self.chance.randrange(len(stream) - length)
        text = stream[start : start + length]
        return f"{text.strip().capitalize()}." if script == "en" else text

    def _sentences(self) -> str:
        """A long run of Chinese with punctuation, from which texts are cut: drawing words for each takes ten times as long."""
        words = self.chinese.some(STREAM)
        for place in range(8, len(words), 9):
            words[place] += self.chance.choice("，，，。；")
        return "".join(words)

    def body(self, script: str, title: str) -> str:
        """The HTML of a post."""
        chance = self.chance
        kind = chance.choices(("film", "empty", "article"), (67, 11, 22))[0]
        if kind == "empty":
            return "<div>\n</div>"
        if kind == "film":
            length = int(chance.lognormvariate(5.6, 1.0))
            tags = "".join(f" #{tag}" for tag in self.tags.some(chance.choices((0, 3, 6), (7, 2, 1))[0]))
            return f"<div>{self.text(min(length, 5000), script)} https://example.com/{chance.randrange(10**9)}{tags}</div>"
        length = min(int(chance.lognormvariate(7.9, 0.9)), 100_000)
        parts = [f"<h1>{title}</h1>"]
        while length > 0:
            paragraph = chance.randint(60, 400)
            length -= paragraph
            parts.append(f'<p class="text">{self.text(paragraph, script)}</p>')
            if chance.random() < 0.06:
                parts.append(
                    f'<figure><img src="https://example.com/{chance.randrange(10**9)}.jpg" alt="">'
                    f"<figcaption>{self.text(20, script)}</figcaption></figure>"
                )
        return "<div>\n" + "\n".join(parts) + "\n</div>"

    def post(self, number: int) -> tuple[str, str]:
        """Name and content of a file."""
        chance = self.chance
        script = chance.choices(("hant", "hans", "en"), (47, 40, 13))[0]
        when = FIRST_DAY + timedelta(
            days=DAYS * chance.betavariate(4, 2), milliseconds=chance.randrange(86_400_000)
        )
        title = self.text(chance.randint(12, 60), script).replace('"', "'")
        source = (
            f"https://site{chance.randrange(9)}.example/{number if chance.random() > 0.035 else number // 2}"
        )
        (channel,) = self.channels.some(1)
        (author,) = self.authors.some(1)
        stamp = int(when.timestamp() * 1000)
        head = (
            f'---\nlayout: post\ntitle: "{title}"\ndate: {when:%Y-%m-%dT%H:%M:%S}.000Z\n'
            f"author: {author}\nfrom: {source}\ntags: [ {channel} ]\ncategories: [ {channel} ]\n---\n"
        )
        return (
            f"archived/{when:%Y-%m-%d}/{when:%Y-%m-%d}-{number}.md",
            f"{head}<!--{stamp}-->\n[{title}]({source})\n------\n\n{self.body(script, title)}\n",
        )


def make(folder: Path, count: int, seed: int) -> int:
    """Writes the archive; returns its bytes."""
    maker = Maker(seed)
    made: set[Path] = set()
    total = 0
    for number in range(count):
        name, content = maker.post(number)
        file = folder / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        data = content.encode()
        file.write_bytes(data)
        total += len(data)
    return total


def main() -> None:
    """Write an archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total = make(options.folder, options.count, options.seed)
    print(f"{options.count} posts, {total / 1e6:.0f} MB in {options.folder}")


if __name__ == "__main__":
    main()
