"""The language of the interface: which one the locale asks for, and catalogues that are whole."""

from __future__ import annotations

import ast
import builtins
import re
import subprocess
import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from reader.catalogue import NOTHING, Catalogue
from reader.errors import ArchiveNotFoundError
from reader.language import LANGUAGES, LOCALE, language_in_force, language_of, later, ntr, tr, use_language

ROOT = Path(__file__).parents[1]
_SIMPLIFIED, _TRADITIONAL = "们国这说时会个为图书处后线题笔记", "們國這說時會個為圖書處後線題筆記著於"
_SAYING = {"note", "notify"}
"""functions that say their text to a person"""
TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK"}, "zh-Hant"),
        ({"LANG": "zh_CN.GB18030"}, "zh-Hans"),
        ({"LANG": "zh_SG.UTF-8@pinyin"}, "zh-Hans"),
        ({"LANG": "zh_Hant_SG"}, "zh-Hant"),
        ({"LANG": "zh-Hans-TW"}, "zh-Hans"),
        ({"LANG": "zh"}, "zh-Hans"),
        ({"LANG": "yue_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "xx_YY"}, "en"),
        ({"LANG": "zh_TW.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": ""}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_TW:en"}, "zh-Hant"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8", "LANGUAGE": "en_GB"}, "en"),
        ({"LANGUAGE": "zh_TW"}, "zh-Hant"),
        ({"LANG": "C", "LANGUAGE": "zh_TW"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "zh_TW"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "zh_TW"}, "zh-Hant"),
        ({"LANG": ":::"}, "en"),
        ({"LANG": "."}, "en"),
    ],
)
def test_the_locale_names_the_language(environment: dict[str, str], language: str) -> None:
    """Its variables count as for every program, and whether the system has the locale does not."""
    assert language_of(environment) == language


def test_texts_follow_the_language() -> None:
    """Values stand where the translation names them, and braces in a value are text."""
    assert str(ArchiveNotFoundError(Path("/{x}"))).startswith("There is no folder /{x}: ")
    use_language("zh-Hant")
    assert str(ArchiveNotFoundError(Path("/{x}"))).startswith("找不到資料夾 /{x}：")
    use_language("zh-Hans")
    assert str(ArchiveNotFoundError(Path("/{x}"))).startswith("找不到文件夹 /{x}：")
    assert language_in_force() == "zh-Hans"


def test_a_text_without_a_translation_is_shown_in_english() -> None:
    """Nothing is lost, numbers have their form, and a text that is only collected stays as it is."""
    use_language("zh-Hant")
    assert tr(later("Not {known}")) == "Not {known}"
    assert [ntr("{count} x", "{count} xs", count) for count in (1, 1234)] == ["1 x", "1,234 xs"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_catalogues_read_as_gettext_reads_them(language: str) -> None:
    """Every text, those with a context and with forms for numbers, too."""
    content = (LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "reader.mo").read_bytes()
    ours, theirs = Catalogue(content), GNUTranslations(BytesIO(content))
    for each in _messages(language):
        context = each.context or ""
        if isinstance(each.id, str):
            expected = theirs.pgettext(context, each.id) if context else theirs.gettext(each.id)
            assert ours.text(each.id, context) == expected == each.string
        else:
            assert {ours.counted(*each.id, number) for number in (1, 2)} == {theirs.ngettext(*each.id, 2)}
    assert (
        ours.text("?", "x") == "?"
        and ours.counted("a", "b", 1) == "a"
        and Catalogue(NOTHING).text("Read") == "Read"
    )


def test_what_is_no_catalogue_is_refused() -> None:
    """An empty or foreign file is told apart."""
    for content in (b"", b"Read" * 20):
        with pytest.raises(ValueError, match="no compiled catalogue"):
            Catalogue(content)


def test_another_language_is_refused() -> None:
    """What the program offers is what it has."""
    with pytest.raises(KeyError):
        use_language("fr")
    assert language_in_force() == "en"


def test_the_catalogues_hold_all_texts_of_the_code() -> None:
    """A text that changes without its translations fails here: run docs/catalogues.py, and translate."""
    made = subprocess.run([sys.executable, ROOT / "docs" / "catalogues.py", "--check"], check=False)
    assert made.returncode == 0


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _places(text: str) -> list[str]:
    """The values that a text names, and the code in it."""
    fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    return [*sorted(fields), *sorted(re.findall(r"`[^`]+`", text))]


def _messages(language: str) -> list[Message]:
    with (LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "reader.po").open("rb") as stream:
        return [message for message in read_po(stream) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_what_a_text_names(language: str) -> None:
    """A translation names the same values and the same code, so that no sentence fails or misleads."""
    differing = [
        message.id
        for message in _messages(language)
        if any(_places(form) != _places(_forms(message.id)[-1]) for form in _forms(message.string))
    ]
    assert differing == []


@pytest.mark.parametrize(("language", "alien"), zip(TRANSLATED, (_SIMPLIFIED, _TRADITIONAL), strict=True))
def test_translations_are_in_their_script(language: str, alien: str) -> None:
    """Neither catalogue holds characters that only the other script has."""
    mixed = [form for each in _messages(language) for form in _forms(each.string) if set(alien) & set(form)]
    assert mixed == []


def _is_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.Constant) and " " in ast.unparse(node).strip("f'\"")


def test_errors_and_notes_are_said_in_the_language() -> None:
    """A sentence for a person is no bare literal: the deliberate errors and the notes pass the catalogues."""
    bare = [
        f"{file.relative_to(ROOT)}:{call.lineno}: {name}"
        for file in sorted((ROOT / "reader").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for name in (call.func.id if isinstance(call.func, ast.Name) else "",)
        if (name in _SAYING or (name.endswith("Error") and not name.startswith("_")))
        and not hasattr(builtins, name)
        and any(map(_is_sentence, call.args))
        # The place of a mistake, and the sentence that was translated where it was found.
        and not ast.unparse(call).endswith(": {sentence}')")
    ]
    assert bare == []
