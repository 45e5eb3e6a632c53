"""Settings: opens the screen on which they are changed."""

from __future__ import annotations

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.preferences import Preferences
from reader.tui.session import Session


class EditSettings:
    """Shows the settings, of all archives and of the open ones."""

    def __init__(self, session: Session, preferences: Preferences, host: Host) -> None:
        self._session = session
        self._preferences = preferences
        self._host = host

    @handles("program.settings")
    def show(self) -> None:
        """Show all settings."""
        from reader.tui.features.settings.choices import SettingChoices  # not needed for the first frame
        from reader.tui.features.settings.screen import SettingsScreen
        from reader.tui.themes import theme_names

        choices = SettingChoices(
            self._preferences,
            self._session.library.archives,
            {"theme": theme_names(self._preferences.theme_folder)},
        )
        self._host.ask(SettingsScreen(choices), lambda _: None)
