"""The names of keys: as Textual gives them, as people write them, and as the screen shows them."""

from __future__ import annotations

import unicodedata

from reader.language import tr

_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "backspace": "⌫",
    "delete": "Del", "insert": "Ins",
}  # fmt: skip
_MODIFIERS = {"shift": "S-", "ctrl": "^", "alt": "M-", "super": "Super-", "hyper": "Hyper-", "meta": "Meta-"}
"""the modifiers in the order in which the screen shows them, as Emacs writes them; Textual has them by the alphabet"""
_REPLACED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""the names that Textual has in place of those of Unicode (`textual.keys.KEY_NAME_REPLACEMENTS`)"""
_SIGNS = {
    sign: _REPLACED.get(name, name)
    for sign in map(chr, range(0x21, 0x7F))
    if not sign.isalnum()
    for name in [unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")]
}
"""the names of the signs of ASCII"""
_SIGN_OF = {name: sign for sign, name in _SIGNS.items()}
_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 25))
NAMES = (*_SHOWN, *_FUNCTION_KEYS, *_SIGN_OF)
"""the names of all keys that have more than one letter, without modifiers"""
_PLAIN = {
    "。": ".", "、": "/", "「": "[", "」": "]", "『": "{", "』": "}", "【": "[", "】": "]", "《": "<", "》": ">",
    "〈": "<", "〉": ">", "“": '"', "”": '"', "‘": "'", "’": "'", "￥": "$", "　": " ",
}  # fmt: skip
"""the keys under which Chinese input methods have these signs, on keyboards of Taiwan and of China"""
_PLAIN_BY_NAME = {
    unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_"): plain
    for sign, plain in _PLAIN.items()
}
_FULL_WIDTH = "fullwidth_"
_FULL_WIDTH_YEN = "fullwidth_yen_sign"
"""what Chinese input methods have on the key of the dollar sign"""


class KeyNameError(Exception):
    """A text names no key; the text of the error is a sentence on why."""


def shown(key: str) -> str:
    """Return a key, or a sequence, as the screen shows it: `?` for `question_mark`, `^d` for `ctrl+d`, `gg` for `g g`."""
    if " " in key:
        return "".join(map(shown, key.split(" ")))
    *modifiers, name = key.split("+")
    signs = "".join(sign for modifier, sign in _MODIFIERS.items() if modifier in modifiers)
    return signs + (
        _SHOWN.get(name) or _SIGN_OF.get(name) or (name.upper() if name in _FUNCTION_KEYS else name)
    )


def is_digit(key: str) -> bool:
    """Return whether a key is a digit of a count; those of other scripts, and raised ones, are keys like any other."""
    return key.isascii() and key.isdigit()


def sequence_of(written: str) -> str:
    """Return a key or a sequence as Textual names it. Raise KeyNameError with what is wrong with it."""
    keys = [written] if written == " " else written.split()
    if not keys:
        raise KeyNameError(_no_key(written))
    names = [_key_of(key) for key in keys]
    if is_digit(names[0]):
        raise KeyNameError(tr("{key} begins with a digit, as a count does.", key=_quoted(written)))
    if "escape" in names[1:]:
        raise KeyNameError(
            tr("{key} has Esc after another key, where it drops what was typed.", key=_quoted(written))
        )
    return " ".join(names)


def _key_of(written: str) -> str:
    """Return one key as Textual names it. Raise KeyNameError."""
    head, _, name = written.rpartition("+")
    if not name:  # as in `ctrl++`
        head, name = head.removesuffix("+"), "plus"
    modifiers = [modifier.lower() for modifier in head.split("+") if modifier]
    if unknown := [modifier for modifier in modifiers if modifier not in _MODIFIERS]:
        raise KeyNameError(
            tr(
                "{key} has the modifier {modifier}: known are {known}.",
                key=_quoted(written),
                modifier=unknown[0],
                known=tr(", ").join(_MODIFIERS),
            )
        )
    if len(name) > 1:
        name = name.lower()
        if name not in NAMES:
            raise KeyNameError(_no_key(written, name))
    elif name != " " and not plain(name).isprintable():
        raise KeyNameError(_no_key(written))
    else:
        name, modifiers = _named(plain(name), modifiers)
    return "+".join((*sorted(set(modifiers)), name))


def _named(character: str, modifiers: list[str]) -> tuple[str, list[str]]:
    """Return the name of the key of a character, and the modifiers: Shift with a letter is a capital, and the other way round."""
    if character == " ":
        return "space", modifiers
    if "ctrl" in modifiers:
        return _SIGNS.get(character, character.lower()), modifiers
    if modifiers == ["shift"] and character.upper() != character:
        return character.upper(), []
    if "alt" in modifiers and character.lower() != character:
        return character.lower(), [*modifiers, "shift"]
    return _SIGNS.get(character, character), modifiers


def _no_key(written: str, name: str = "") -> str:
    """Return that a text names no key, with the name that is nearest to one in it."""
    from difflib import get_close_matches  # only where there is a mistake

    key = _quoted(written)
    if name and (found := get_close_matches(name, NAMES, 1)):
        return tr("{key} is not the name of a key: did you mean {found}?", key=key, found=found[0])
    return tr("{key} names no key.", key=key)


def _quoted(written: str) -> str:
    return repr(written)


def plain(character: str) -> str:
    """Return the character on the key that a Chinese input method has a sign or a full-width character on, else itself."""
    narrow = unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else character
    return _PLAIN.get(character, narrow)


def plain_key(key: str) -> str:
    """Return the key that is meant where an input method is on: `question_mark` for `fullwidth_question_mark`."""
    if key.startswith(_FULL_WIDTH) and key != _FULL_WIDTH_YEN:
        name = key.removeprefix(_FULL_WIDTH)
        return _REPLACED.get(name, name)
    sign = _PLAIN_BY_NAME.get(key) or (key if key.isascii() else plain(key))
    return "space" if sign == " " else _SIGNS.get(sign, sign)


def is_typed(key: str) -> bool:
    """Return whether a key writes or edits text in a line of input, so that no command can have it there."""
    return key in ("space", "backspace", "delete", "left", "right", "home", "end") or (
        len(key) == 1 or key in _SIGN_OF
    )
