"""The language of a text, and names of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.language_names import language_named, languages_like, shown_language
from reader.text.languages import language_of
from reader.text.script import Script, script_of

SENTENCES = [
    ("en", "The boat left the harbour at dawn and sailed to the island."),
    (
        "de",
        "Das Boot verließ den Hafen im Morgengrauen und segelte mit dem Wind zu der Insel. Die Leute waren nicht da.",
    ),
    ("fr", "Le bateau a quitté le port à l’aube et il est parti vers une île avec des marins dans la nuit."),
    ("es", "El barco salió del puerto al amanecer y navegó con el viento hacia una isla por la costa."),
    (
        "it",
        "La barca ha lasciato il porto all’alba e con il vento è andata verso una delle isole che sono al largo.",
    ),
    ("pt", "O barco saiu do porto ao amanhecer e não voltou para a ilha com os homens que estavam na praia."),
    (
        "nl",
        "De boot verliet de haven bij het ochtendgloren en zeilde met de wind naar een eiland dat niet ver is.",
    ),
    ("pl", "Łódź wypłynęła z portu o świcie i nie wróciła, bo wiatr był silny, ale to jest znane na wyspie."),
    (
        "tr",
        "Tekne şafak vakti limandan ayrıldı ve rüzgar ile bir adaya doğru yol aldı, ama bu çok uzun sürdü.",
    ),
    ("vi", "Chiếc thuyền rời bến cảng lúc bình minh và đi về phía hòn đảo."),
    (
        "id",
        "Kapal itu meninggalkan pelabuhan pada pagi hari dan berlayar ke pulau yang tidak jauh dengan angin.",
    ),
    (
        "sv",
        "Båten lämnade hamnen i gryningen och seglade med vinden till en ö som inte är långt från kusten.",
    ),
    (
        "da",
        "Båden forlod havnen ved daggry og sejlede med vinden til en ø, der ikke er langt fra kysten. Jeg blev efter.",
    ),
    (
        "no",
        "Båten forlot havnen ved daggry og seilte med vinden til en øy som ikke er langt fra kysten. Jeg ble etter å ha sett det.",
    ),
    (
        "fi",
        "Vene lähti satamasta aamulla ja se oli hyvä, mutta tuuli ei ole kuin ennen, niin hän sanoi että on myös yö.",
    ),
    (
        "cs",
        "Loď opustila přístav za úsvitu a plula s větrem na ostrov, který je daleko, ale to se ve městě ví.",
    ),
    (
        "hu",
        "A hajó hajnalban elhagyta a kikötőt, és a széllel egy sziget felé tartott, de ez nem volt még elég.",
    ),
    ("ro", "Barca a plecat din port la răsărit și a navigat cu vântul spre o insulă care nu este departe."),
    ("pl", "Port ogłosił plan, który ma pomóc rybakom, ponieważ nie otrzymali oni łodzi, które im obiecano."),
    ("fi", "Satama kertoi tänään suunnitelmasta, jolla autetaan kalastajia, jotka ovat odottaneet veneitä."),
    ("ja", "船は夜明けに港を出て、風に乗って島へ向かいました。"),
    ("ko", "배는 새벽에 항구를 떠나 섬으로 향했다."),
    ("ru", "Лодка вышла из гавани на рассвете и поплыла к острову."),
    ("uk", "Човен вийшов із гавані на світанку і поплив до острова."),
    ("bg", "Лодката напусна пристанището призори и отплава към острова."),
    ("sr", "Брод је напустио луку у зору и отпловио ка острву где њих чека."),
    ("be", "Човен выйшаў з гавані на світанні і паплыў да вострава."),
    ("el", "Το πλοίο έφυγε από το λιμάνι την αυγή."),
    ("he", "הסירה יצאה מהנמל עם שחר."),
    ("ar", "غادر القارب الميناء عند الفجر."),
    ("fa", "قایق سپیده\u200cدم بندر را ترک کرد و به سوی جزیره رفت."),
    ("ur", "کشتی صبح کے وقت بندرگاہ سے نکلی اور جزیرے کی طرف گئی۔"),
    ("hi", "नाव भोर में बंदरगाह से निकली और द्वीप की ओर गई है।"),
    ("mr", "बोट पहाटे बंदरातून निघाली आणि बेटाकडे गेली आहे."),
    ("ne", "डुङ्गा बिहानै बन्दरगाहबाट हिँड्यो र टापुतिर गएको छ।"),
    ("th", "เรือออกจากท่าตอนรุ่งเช้า"),
    ("bn", "নৌকাটি ভোরে বন্দর ছেড়ে গেল।"),
    ("ta", "படகு விடியலில் துறைமுகத்தை விட்டுச் சென்றது."),
    ("km", "ទូកចេញពីកំពង់ផែនៅពេលព្រឹក ហើយទៅកោះ"),
    ("my", "လှေသည် မိုးလင်းချိန်တွင် ဆိပ်ကမ်းမှ ထွက်ခွာသည်။"),
    ("lo", "ເຮືອອອກຈາກທ່າເຮືອ"),
    ("ka", "ნავი გამთენიისას ნავსადგურიდან გავიდა."),
    ("hy", "Նավակը լուսաբացին դուրս եկավ նավահանգստից։"),
    ("hant", "船在黎明離開港口，駛向《海の島》。"),
    ("hans", "船在黎明离开港口，驶向岛屿。"),
    ("te", "పడవ తెల్లవారుజామున ఓడరేవు నుండి బయలుదేరింది."),
    ("ml", "ബോട്ട് പുലർച്ചെ തുറമുഖം വിട്ടു."),
    ("am", "ጀልባው በማለዳ ከወደቡ ወጣ።"),
    ("ug", "كېمە تاڭ سەھەردە پورتتىن ئايرىلدى."),
    (
        "ca",
        "El vaixell va sortir del port a l’alba i va navegar amb el vent cap a una illa que és lluny, però també més gran.",
    ),
]


def found(text: str) -> str | None:
    return language_of(text, script_of(text))


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    """By its script and letters, or by its frequent words."""
    assert found(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("片名《となりのトトロ》在臺灣上映，觀眾都說很好看", "hant"),
        ("这首歌叫做사랑，在韩国很红", "hans"),
        ("The film 千と千尋 won the prize", "en"),
        ("Die Boote von 基隆 sind nicht mehr auf dem Meer und der Wind ist still", "de"),
        ("Писатель Лу Синь (魯迅) родился в Шаосине", "ru"),
        ("東京タワーの夜", "ja"),
        ("배 사진 (1919)", "ko"),
        ("优の良品", "hans"),
        ("The word сад means garden to the people of the town", "en"),
        ("عبرت السفينة Queen of the Seas and 2 boats (1919–1924) البحر الهادئ أمس ثم عادت", "ar"),
        ("OK", "en"),
        ("Live 2024 https://example.com/de/la/com/para", "en"),
        ("北京：https://example.com/an/address/that/is/much/longer/than/the/text", "en"),
        ("2024", None),
        ("", None),
        ("中", None),
    ],
)
def test_what_is_quoted_does_not_count(text: str, code: str | None) -> None:
    """A name in another language, an address and a word alone tell nothing."""
    assert found(text) == code


def test_many_words_of_no_known_language_are_unknown() -> None:
    """They are not called English; a few words are, as names are written so."""
    words = "ngoyé lalé tsomú bifé kwanó zuré halu"
    assert found(f"{words} {words} {words}") is None
    assert found("Zuré") == "en"


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    """Nothing raises, and Chinese and English stay what their script says where nothing else is there."""
    language = found(text)
    assert language is None or language_named(language) == language


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ja", "ja"), ("JA", "ja"), ("ja-JP", "ja"), ("日文", "ja"), ("日語", "ja"), ("日语", "ja"), ("日本語", "ja"), ("Japanese", "ja"),
        ("de", "de"), ("de_AT.UTF-8", "de"), ("德文", "de"), ("Deutsch", "de"), ("german", "de"), ("français", "fr"), ("pt-BR", "pt"),
        ("zh-Hant", "hant"), ("zh_TW", "hant"), ("zh-Hant-HK", "hant"), ("繁體", "hant"), ("繁体", "hant"), ("zh-CN", "hans"), ("简体中文", "hans"),
        ("zh", "zh"), ("中文", "zh"), ("yue", "zh"), ("en-us", "en"), ("English", "en"), ("nb-NO", "no"), ("ku", "ckb"), ("iw", "he"), ("sr-Latn", "sr"),
        ("", ""), ("xx", ""), ("x-y", ""), ("english breakfast", ""), ("other", ""),
    ],
)  # fmt: skip
def test_names_of_languages(name: str, code: str) -> None:
    """Codes, tags of a region, and names in the language itself, in English and in Chinese."""
    assert language_named(name) == code


def test_shown_names() -> None:
    """Each language by its own name."""
    assert [shown_language(code) for code in ("hant", "ja", "de", "xx")] == [
        "繁體",
        "日本語",
        "Deutsch",
        "xx",
    ]


def test_completion_of_names() -> None:
    """By the beginning of any of its names."""
    assert languages_like("jap") == ["ja"]
    assert languages_like("日") == ["ja"]
    assert set(languages_like("e")) >= {"en", "es", "eo", "el"} - {"el"}
    assert str(Script.HANT) in languages_like("tra")
