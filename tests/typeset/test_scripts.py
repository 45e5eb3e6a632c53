"""Where lines break in other scripts than Chinese and Latin, and around marks that belong to a word."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.typeset import southeast
from reader.typeset.breaking import Measure, fill, find_breaks
from reader.typeset.cells import cumulative
from reader.typeset.clusters import is_inside_cluster
from reader.typeset.document import Options
from reader.typeset.prepare import prepare

KOREAN = "어제 저녁 우리는 바닷가에서 오래된 배를 보았다. 선장은 ‘이 배는 삼십 년을 버텼다’고 말했다."
THAI = "เมื่อวานนี้พวกเราเดินทางไปทะเลและเห็นเรือเก่าลำหนึ่งจอดอยู่ที่ท่าเรือของหมู่บ้าน"
LAO = "ມື້ວານນີ້ພວກເຮົາໄປທະເລແລະເຫັນເຮືອເກົ່າ"
KHMER = "ម្សិលមិញយើងបានទៅសមុទ្រហើយឃើញទូកចាស់នៅភូមិ"
BURMESE = "မနေ့ကကျွန်တော်တို့ပင်လယ်ကမ်းခြေသို့သွားခဲ့သည်။ သင်္ဘောဟောင်းကိုတွေ့ခဲ့သည်။"
HINDI = "कल शाम हम समुद्र के किनारे गए और एक पुरानी नाव देखी। विश्वविद्यालय के क्षत्रिय विद्यार्थियों ने चित्र बनाया।"
TAMIL = "நேற்று மாலை நாங்கள் கடற்கரைக்குச் சென்றோம். லக்ஷ்மி ஸ்ரீரங்கத்தில் பிறந்தாள்."
ARABIC = "ذهبنا أمس إلى البحر ورأينا قاربًا قديمًا، ثم عدنا إلى البيت."
HEBREW = "אתמול הלכנו אל הים וראינו סירה ישנה, ואז חזרנו הביתה בית־ספר."
VIETNAMESE = "Chiều hôm qua chúng tôi ra biển và thấy một chiếc thuyền cũ, nước rất trong."
ALL = (KOREAN, THAI, LAO, KHMER, BURMESE, HINDI, TAMIL, ARABIC, HEBREW, VIETNAMESE)


def broken(text: str, width: int) -> list[str]:
    """The lines of `text`."""
    lines = fill(text, cumulative(text), find_breaks(text), Measure(width, width))
    return [text[start:end] for start, end in lines]


def pieces(text: str) -> list[str]:
    """`text` cut wherever it may break, without the blanks."""
    cuts = [0, *find_breaks(text).normal]
    return [text[start:end].strip() for start, end in pairwise(cuts)]


def test_korean_breaks_at_blanks_only() -> None:
    """Each line consists of whole words."""
    for width in range(14, 60):
        assert " ".join(broken(KOREAN, width)).split() == KOREAN.split(), width


@pytest.mark.parametrize(
    "whole",
    [
        "3월은",
        "50%가",
        "Python은",
        "大韓民國은",
        "한국(Korea)은",
        "「시」라고",
        "‘예’라고",
        "2,000원을",
        "1919년에",
    ],
)
def test_a_korean_particle_stays_with_its_word(whole: str) -> None:
    """Whatever the word is written in."""
    for width in range(14, 22):
        lines = broken(f"우리는 배를 {whole} 보았다", width)
        assert any(whole[-2:] in line for line in lines), width


def test_korean_without_blanks_breaks_at_syllables() -> None:
    """What is longer than words are may break anywhere, rather than leaving a hole."""
    assert broken("바다 가나다라마바사아자차카타파하거너더러머", 16) == [
        "바다 가나다라마",
        "바사아자차카타파",
        "하거너더러머",
    ]


def test_a_korean_word_longer_than_the_line_breaks_at_syllables() -> None:
    """Even where it is no long one."""
    assert broken("민주공화국", 6) == ["민주공", "화국"]


def test_line_ends_in_korean_sources_are_blanks() -> None:
    """Chinese lines are joined without a blank, Korean ones with one."""
    assert prepare(Article("바다에\n배가\n\n中文\n文字")).text == "바다에 배가\n\n中文文字"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("เมื่อวานนี้ฝนตกหนัก", ["เมื่อวาน", "นี้", "ฝน", "ตกหนัก"]),
        ("ประเทศต่างๆในเอเชีย", ["ประเทศ", "ต่างๆ", "ใน", "เอเชีย"]),
        ("กรุงเทพฯเป็นเมืองหลวง", ["กรุงเทพฯ", "เป็น", "เมืองหลวง"]),
        ("เรือกับน้ำ", ["เรือ", "กับ", "น้ำ"]),
    ],
)
def test_thai_breaks_between_words(text: str, words: list[str]) -> None:
    """Those of the dictionary; signs of repetition and abbreviation stay with theirs."""
    assert pieces(text) == words


def test_thai_without_the_dictionary_breaks_between_syllables(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where it is not installed, and for names that no dictionary has."""
    monkeypatch.setattr(southeast, "files", lambda _: tmp_path)
    southeast._thai_words.cache_clear()
    try:
        assert pieces("โวโลดีมีร์เสมอ") == ["โว", "โลดี", "มีร์", "เสมอ"]
    finally:
        monkeypatch.undo()
        southeast._thai_words.cache_clear()


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("ປະເທດລາວມີແມ່ນ້ຳ", ["ປະ", "ເທດ", "ລາວ", "ມີ", "ແມ່", "ນ້ຳ"]),
        ("ວຽງຈັນຫຼວງພະບາງ", ["ວຽງ", "ຈັນ", "ຫຼວງ", "ພະ", "ບາງ"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្មែរ"]),
        ("រាជធានីភ្នំពេញ", ["រាជ", "ធា", "នី", "ភ្នំ", "ពេញ"]),
        ("សេដ្ឋកិច្ច", ["សេដ្ឋ", "កិច្ច"]),
        ("ကျွန်တော်မြန်မာစကားပြောသည်။", ["ကျွန်", "တော်", "မြန်", "မာ", "စ", "ကား", "ပြော", "သည်။"]),
        ("အင်္ဂလိပ်ဗုဒ္ဓ", ["အင်္ဂ", "လိပ်", "ဗုဒ္ဓ"]),
        ("བོད་སྐད།", ["བོད་", "སྐད།"]),
    ],
)  # fmt: skip
def test_syllables_are_whole(text: str, syllables: list[str]) -> None:
    """Lao, Khmer, Burmese and Tibetan break between syllables; where that is in doubt, not at all."""
    assert pieces(text) == syllables


@pytest.mark.parametrize("text", ALL)
def test_no_line_begins_with_a_sign(text: str) -> None:
    """Vowel signs, tone marks and viramas stay with their letter, and vowels before a letter with that."""
    for width in (2, 3, 5, 8, 13, 21, 40):
        lines = broken(text, width)
        assert "".join("".join(lines).split()) == "".join(text.split())
        for line in lines:
            assert unicodedata.category(line[0])[0] != "M", width
            if width >= 4:
                assert line[0] not in "ะาำๆฯະາຳຽ", width
                assert line[-1] not in "เแโใไເແໂໃໄ\u094d\u17d2\u1039", width


@pytest.mark.parametrize(
    "cluster", ["क्ष", "स्त्री", "ক্ষ", "க்ஷ", "ஸ்ரீ", "ខ្ញុំ", "ဗ္ဓ", "เก้า", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "☎️", "é̂"]
)  # fmt: skip
def test_clusters_are_whole(cluster: str) -> None:
    """Conjuncts and sequences are not torn, also in words that are longer than the line."""
    for width in range(3, 12):
        lines = broken(cluster * 12, width)
        assert "".join(lines) == cluster * 12
        assert all(len(line) % len(cluster) == 0 for line in lines), width


@pytest.mark.parametrize(
    "whole",
    [
        "U.S.’s", "l’homme", "don't", "don’t", "U.S.A.", "国’s", "O’Brien", "rock’n’roll", "aujourd’hui", "rock'n'roll", "AT&T’s", "Hawai‘i", "l’“été”", "d’文", "’90s", "x²y", "m²", "文¹", "文[1]", "文［12］",
        "文[註3]", "字①", "(文)[1]", "”[2]", "≥5", "≈三", "√2", "a≤b", "20 °C", "100 %", "€ 20", "20 €", "§ 5", "№ 7", "٥٠٪", "a\u2011b", "文\u00a0文",
    ],
)  # fmt: skip
def test_kept_whole(whole: str) -> None:
    """Apostrophes, note marks, exponents and signs stay with what they belong to."""
    for width in range(14, 24):
        lines = broken(f"天地玄黃宇宙{whole}洪荒日月盈昃", width)
        assert any(whole in line for line in lines), width


def test_a_number_of_an_enumeration_ends_no_line() -> None:
    """It stands with its item, and after a sentence it may begin a line."""
    for width in range(8, 20):
        lines = broken("包括：①蘋果；②香蕉；③橘子。", width)
        assert all(line[-1] not in "①②③" for line in lines), width
    assert "②香蕉" in pieces("①蘋果。②香蕉")[1] + "".join(pieces("①蘋果。②香蕉")[2:])


def test_an_apostrophe_may_begin_a_word() -> None:
    """A line breaks before it, not after it."""
    assert broken("of the ’90s", 7) == ["of the", "’90s"]


def test_a_quotation_that_closes_is_no_elision() -> None:
    """A line breaks after a single quotation mark before Chinese text."""
    assert "‘d’" in pieces("他說‘d’然後")


def test_german_quotes_close() -> None:
    """What opens a quotation in English closes it in German, and a line breaks after it."""
    assert broken("„Ein Wort“ danach", 10) == ["„Ein Wort“", "danach"]


def test_hosts_break_after_dots_only_where_nothing_else_fits() -> None:
    """An address breaks at its joints, its host after a dot rather than within a name."""
    assert broken("https://www.example.com/a.b/c", 16) == ["https://www.", "example.com/a.b/", "c"]


MIXED = st.lists(
    st.one_of(
        st.sampled_from([word for text in ALL for word in text.split()]),
        st.sampled_from(["中文，", " ", "①", "[1]", "’", "👨‍👩‍👧", "🇹🇼", "क्ष", "\u200d", "์", "्", "្", "ไ", "ๆ"]),
        st.characters(min_codepoint=0x0E00, max_codepoint=0x17FF),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(text=MIXED, width=st.integers(2, 60))
@example(text="中文，\u0e4c\u0e46", width=2)
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_in_any_script(text: str, width: int) -> None:
    """The lines hold the text once and in order, within the measure."""
    cells = cumulative(text)
    lines = fill(text, cells, find_breaks(text), Measure(width, width))
    assert "".join("".join(text[start:end] for start, end in lines).split()) == "".join(text.split())
    assert all(cells[end] - cells[start] <= width for start, end in lines)
    assert all(not is_inside_cluster(text, place) for place in find_breaks(text).normal if place < len(text))


@given(text=MIXED)
@settings(max_examples=100, deadline=None)
def test_every_character_is_on_a_line_of_the_page(text: str) -> None:
    """Also as an article, at a narrow width."""
    document = prepare(Article(text)).set(Options(width=24))
    places = sorted(
        place for line in document.lines for start, end in line.sources for place in range(start, end)
    )
    shown = "".join(document.text[place] for place in places)
    assert "".join(shown.split()) == "".join(document.text.split())
