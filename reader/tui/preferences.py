"""The settings in force while the screens run, and the one door through which they are changed and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import paths
from reader.config import Loaded, Origin, Settings
from reader.config.schema import SETTINGS
from reader.config.theme_files import theme_folder
from reader.errors import SettingsError

if TYPE_CHECKING:
    from reader.config.listing import Named

Apply = Callable[[Settings], object]


class Preferences:
    """The settings of this run. What is chosen acts at once where someone follows it, and is written to the file."""

    def __init__(
        self, loaded: Loaded, file: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        """`file` is where changes are kept; without one they hold for this run."""
        self.loaded = loaded
        self._file = file
        self._environment = environment or {}
        self._followers: dict[str, list[Apply]] = {}

    @property
    def settings(self) -> Settings:
        """What is in force."""
        return self.loaded.settings

    @property
    def file(self) -> Path:
        """Where changes are kept; a path without a name for nowhere."""
        return self._file or Path()

    @property
    def theme_folder(self) -> Path:
        """Where the user's own themes are."""
        return theme_folder(self._file or paths.settings_file())

    def follow(self, apply: Apply, *names: str) -> None:
        """Call `apply` after each change of these settings, with those in force."""
        for name in names:
            self._followers.setdefault(name, []).append(apply)

    def plain(self, name: str) -> object:
        """Return the value of a setting that is in force, as TOML holds it."""
        return SETTINGS[name].kind.plain(getattr(self.settings, name))

    def is_live(self, name: str) -> bool:
        """Return whether a change acts at once."""
        return name in self._followers

    def overriding(self, variable: str) -> str:
        """Return the value of the environment variable that goes over the file; empty for none."""
        return self._environment.get(variable, "") if variable else ""

    def choose(self, name: str, value: Any) -> str:
        """Put a general setting into force by its name, and keep it; see `put`."""
        from reader.config.listing import general  # what only changes need, as below

        return self.put(general(name), value)

    def put(self, which: Named, value: Any) -> str:
        """Put a value into force and keep it. Return why it holds for this run alone; empty if it is kept.

        A value of its kind is expected. Where the file cannot be written or is broken, it stays as it is.
        """
        from reader.config.writing import set_value

        plain = which.setting.kind.plain(value)
        problem = self._write(lambda file: set_value(file, which.path, plain))
        self._take(which, value, Origin.RUN if problem else Origin.FILE)
        return problem

    def reset(self, which: Named) -> str:
        """Take what the file says away: the variable or the default is in force. Return as `put` does."""
        from reader.config.kinds import KeyTable
        from reader.config.writing import unset_value

        problem = self._write(lambda file: unset_value(file, which.path))
        value, origin = which.setting.default, Origin.DEFAULT
        if text := self.overriding(which.setting.variable if len(which.path) == 1 else ""):
            kind = which.setting.kind
            with suppress(SettingsError):  # it was told at the start
                value, origin = kind.checked(kind.from_text(text)), Origin.VARIABLE
        is_binding = which.setting.kind is KeyTable.KEYS
        self._take(which, None if is_binding else value, origin)
        return problem

    def _write(self, change: Callable[[Path], None]) -> str:
        if self._file is None:
            return ""
        try:
            change(self._file)
        except SettingsError as error:
            return str(error)
        return ""

    def _take(self, which: Named, value: Any, origin: Origin) -> None:
        from reader.config.listing import with_value

        origins = {**self.loaded.origins, which.name: origin}
        self.loaded = self.loaded._replace(
            settings=with_value(self.settings, which, value, self.file.parent), origins=origins
        )
        for apply in self._followers.get(which.path[0], ()):
            apply(self.settings)
