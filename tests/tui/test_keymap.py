"""Keys of the table, of presets and of the user come together; what is wrong is said, and the rest holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config.listing import in_force
from reader.config.loading import load_settings
from reader.config.schema import SETTINGS
from reader.language import use_language
from reader.tui.commands import COMMANDS, TYPED, Scope, with_wider
from reader.tui.keys.in_force import claims, put_in_force, typed_keys
from reader.tui.keys.keymap import DEFAULT, Keymap, in_file, keymap
from reader.tui.keys.names import NAMES, KeyNameError, plain_key, sequence_of, shown
from reader.tui.keys.presets import PRESETS
from reader.tui.keys.reach import reach

IDS = [each.id for each in COMMANDS]
KEYS = st.sampled_from(
    ["x", "g", "g g", "g x", "s", "S", "ctrl+s", "enter", "z z z", "z z", "space", "Ω", "no such", "7"]
)
BINDINGS = st.lists(
    st.tuples(
        st.sampled_from(["mark.star", "filter.clear", "list.pick", "move.top", "read.find", "list.mark.star",
                         "article.move.top", "typing.keep", "date.go", "mark.sta", "tags.list.pick", ""]),
        st.lists(KEYS, max_size=3),
    ),
    max_size=6,
)  # fmt: skip
WAYS = sorted({DEFAULT, *PRESETS})


def called(found: Keymap, scope: Scope) -> dict[str, str]:
    """The ids of the commands that keys call in a place."""
    held, _ = reach(claims(with_wider(scope), found.table, found.in_panes))
    return {key: each.id for key, each in held.items()}


@given(st.sampled_from(WAYS), BINDINGS)
def test_whatever_the_user_binds_no_key_hides_another(
    preset: str, bindings: list[tuple[str, list[str]]]
) -> None:
    """In every place a key calls one command, begins no sequence that is in use, and a letter stays a letter of a text."""
    found = keymap(preset, bindings)

    for scope in Scope:
        keys = called(found, scope)
        assert not [(one, other) for one in keys for other in keys if other.startswith(f"{one} ")]
    typed = {key for each in found.table if each.scope in TYPED for key in each.keys}
    assert not typed & {"x", "g", "s", "S", "space", "Ω"}
    assert [each.id for each in found.table] == IDS


@given(st.sampled_from(WAYS), BINDINGS)
def test_a_key_that_the_user_asked_for_works_or_is_named(
    preset: str, bindings: list[tuple[str, list[str]]]
) -> None:
    """No binding is dropped in silence: it calls its command wherever that works, or a sentence names the command."""
    found = keymap(preset, bindings)
    told = "\n".join(found.problems)

    for name, keys in dict(bindings).items():
        id_ = name if name in IDS else name.partition(".")[2]
        if id_ not in IDS:
            assert f"[keys] {name}:" in told
            continue
        scope = next(each.scope for each in COMMANDS if each.id == id_)
        place = scope if name in IDS else Scope[name.partition(".")[0].upper()]
        holds = all(called(found, place).get(" ".join(key.split())) == id_ for key in keys)
        assert holds or id_ in told


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_preset_leaves_every_command_a_key(preset: str) -> None:
    """What has a key in the list, the article, the tags, the timeline and the dialogs has one in each preset."""
    found, before = keymap(preset), keymap()

    for scope in set(Scope) - {Scope.PASSAGE, Scope.STRIP, Scope.CALENDAR}:
        assert set(called(before, scope).values()) <= set(called(found, scope).values()), scope
    assert found.problems == ()


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_preset_names_commands_and_keys_as_they_are(preset: str) -> None:
    """Its ids are in the table, and its keys are written as Textual names them."""
    assert set(PRESETS[preset]) <= set(IDS)
    keys = [key for some in PRESETS[preset].values() for key in some]
    assert [sequence_of(key) for key in keys] == keys


def test_the_presets_are_those_of_the_setting() -> None:
    """Each can be chosen."""
    assert set(SETTINGS["keys_preset"].kind.choices) == set(WAYS)


def test_emacs_moves_as_emacs() -> None:
    """A preset is that of its program, in lists, in texts that are typed, and out of the program."""
    found = keymap("emacs")
    by_id = {each.id: each.keys for each in found.table}
    keys = called(found, Scope.LIST)
    assert [keys[key] for key in ("ctrl+n", "alt+v", "ctrl+s", "ctrl+x ctrl+c", "alt+x")] == [
        "move.down", "move.page-up", "filter.search", "program.quit", "program.palette"
    ]  # fmt: skip
    assert "ctrl+g" in by_id["typing.give-up"]


def test_an_empty_list_unbinds() -> None:
    """The command has no key, and says how it is called all the same."""
    star = next(each for each in keymap("vim", [("mark.star", [])]).table if each.id == "mark.star")
    assert (star.keys, star.key) == ((), ":mark.star")


def test_a_key_may_be_for_one_pane_alone() -> None:
    """There it is in place of the keys that the command has elsewhere."""
    found = keymap(bindings=[("list.mark.star", ["b"]), ("list.move.page-up", ["pageup"])])
    assert called(found, Scope.LIST)["b"] == "mark.star" and "s" not in called(found, Scope.LIST)
    assert (
        called(found, Scope.ARTICLE)["b"] == "move.page-up"
        and called(found, Scope.ARTICLE)["s"] == "mark.star"
    )
    assert found.problems == ()


def test_the_footer_shows_the_keys_in_force() -> None:
    """Also where it stands for two commands: each has its own."""
    found = keymap(
        bindings=[("calendar.on", ["n"]), ("read.next", []), ("filter.search", ["ctrl+f", "slash"])]
    )
    footers = {each.id: each.footer for each in found.table}
    assert [footers[name] for name in ("calendar.back", "read.next", "filter.search")] == ["← n", "K", "/"]


@pytest.mark.parametrize(
    ("bindings", "problem"),
    [
        ([("mark.star", ["x"])], "x is both mark.star “Star” and filter.clear “Clear filters”: it does the first (everywhere)."),
        ([("filter.tags", ["g"])], "gg, move.top “Top”, begins with g, filter.tags “Tags”: only g works"),
        ([("list.pick", ["s"])], "s is both list.pick “Choose” and mark.star “Star”: it does the first (in the list)."),
        ([("mark.sta", ["s"])], "mark.sta: there is no such command: did you mean mark.star?"),
        ([("mark.star", ["pagedwn"])], "mark.star: 'pagedwn' is not the name of a key: did you mean pagedown?"),
        ([("mark.star", ["Strg+s"])], "mark.star: 'Strg+s' has the modifier strg: known are shift, ctrl"),
        ([("typing.keep", ["j"])], "typing.keep: j is typed there as text: in the search line."),
        ([("note.keep", ["ctrl+x s"])], "note.keep: ^xs is typed there as text: while a note is written."),
        ([("mark.star", ["3"])], "mark.star: '3' begins with a digit, as a count does."),
        ([("strip.list.pick", ["a"])], "strip.list.pick: list.pick works only in one place: in the list."),
        ([("nowhere.list.pick", ["a"])], "nowhere.list.pick: there is no pane nowhere: known are screen, move, list"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(bindings: list[tuple[str, list[str]]], problem: str) -> None:
    """With both commands where two want a key, with the nearest right name where there is none, and with the place."""
    told = keymap(bindings=bindings).problems
    assert any(f"[keys] {problem}" in each for each in told) and "\n" not in "".join(told)


def test_what_is_wrong_is_said_with_its_line_and_in_the_language(tmp_path: Path) -> None:
    """The line of the binding, in quotes or in tables; of a clash that of the one that has the key."""
    use_language("zh-Hant")
    file = tmp_path / "settings.toml"
    file.write_text('# 我的\n[keys]\nmark.sta = "b"\n"mark.star" = "x"\n[keys.list]\n"filter.tagz" = "f"\n')
    loaded = load_settings(file, {})
    told = in_file(keymap(bindings=loaded.settings.keys).problems, file)
    assert told[0].startswith(f"{file} 第 3 行：[keys] mark.sta: ") and "mark.star" in told[0]
    assert told[1].startswith(f"{file} 第 6 行：[keys] list.filter.tagz: ")
    assert told[2].startswith(f"{file} 第 4 行：[keys] x 同時是 mark.star") and told[2].endswith("（各處）。")
    places = {each.named.name: each.told for each in in_force(loaded, file) if each.named.path[0] == "keys"}
    assert places['keys."list.filter.tagz"'] == "檔案第 6 行"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("?", "question_mark"), ("g g", "g g"), ("Ctrl+S", "ctrl+s"), ("ctrl++", "ctrl+plus"), ("+", "plus"), (" ", "space"),
        ("shift+j", "J"), ("alt+V", "alt+shift+v"), ("shift+ctrl+Left", "ctrl+shift+left"), ("？", "question_mark"),
        ("Ω", "Ω"), ("F5", "f5"),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written: str, name: str) -> None:
    """And named as Textual names them."""
    assert sequence_of(written) == name


@given(st.sampled_from(NAMES), st.sets(st.sampled_from(["ctrl", "alt"])))
def test_every_key_with_a_name_can_be_bound_and_shown(name: str, modifiers: set[str]) -> None:
    """Its name comes out as it went in."""
    key = "+".join((*sorted(modifiers), name))
    assert sequence_of(key) == key and shown(key)


@given(st.text(max_size=12))
def test_no_text_is_too_strange_for_a_key(text: str) -> None:
    """It is one key or a sequence, or is refused with a reason."""
    try:
        assert sequence_of(sequence_of(text)) == sequence_of(text)
    except KeyNameError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fullwidth_question_mark", "question_mark"), ("fullwidth_solidus", "slash"), ("fullwidth_colon", "colon"),
        ("fullwidth_comma", "comma"), ("ideographic_full_stop", "full_stop"), ("left_corner_bracket", "left_square_bracket"),
        ("right_white_corner_bracket", "right_curly_bracket"), ("ｊ", "j"), ("Ｇ", "G"), ("３", "3"), ("ideographic_space", "space"),
        ("fullwidth_number_sign", "number_sign"), ("fullwidth_vertical_line", "vertical_line"), ("left_double_quotation_mark", "quotation_mark"),
        ("fullwidth_yen_sign", "dollar_sign"), ("j", "j"), ("ctrl+d", "ctrl+d"), ("中", "中"),
    ],
)  # fmt: skip
def test_keys_of_an_input_method_are_those_that_are_meant(typed: str, meant: str) -> None:
    """Full-width letters, digits and signs, and the punctuation of Chinese, as Textual names them."""
    assert plain_key(typed) == meant


def test_a_key_that_one_of_two_commands_keeps_is_still_read() -> None:
    """Esc closes the suggestions and gives up; taken from the second alone, it still does the first."""
    found = keymap(bindings=[("typing.give-up", ["ctrl+g"]), ("typing.take", ["ctrl+y"])])
    put_in_force(found.table, found.in_panes)
    try:
        keys = typed_keys(Scope.TYPING)
    finally:
        put_in_force(COMMANDS, {})
    assert keys == {"ctrl+g": "escape", "ctrl+y": "tab", "tab": ""}
