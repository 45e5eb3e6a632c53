"""The habits of an archive, worked out from its files."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.config import ArchiveSettings
from reader.post import Post, PostDate
from reader.store.habits import NO_HABITS, ArchiveHabits, Habits, learned, restored
from reader.store.load import load
from reader.store.sample import sample
from reader.text.date_reading import DateOrder


def write(archive: Path, path: str, *lines: str) -> None:
    """Write a post with these lines of front matter."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["---", *lines, "---", "Words."]), encoding="utf-8")


def read(archive: Path, path: str, said: ArchiveSettings | None = None) -> Post:
    """Return a post as the program reads it, with what the settings say of its archive."""
    return load(archive, path, ArchiveHabits(lambda _: said or ArchiveSettings()).of).post


@pytest.mark.parametrize(
    ("other", "month", "reason"),
    [
        ("date: 31/05/2024", 6, "as other posts of the archive have dates that are written day first"),
        ("posted: 31.05.2024", 6, "as other posts of the archive have dates that are written day first"),
        ("date: 05/31/2024", 5, "as other posts of the archive have dates that are written month first"),
        ("lang: en-US", 5, "as other posts of the archive have dates that are written month first"),
        ("lang: fr", 6, "as other posts of the archive have dates that are written day first"),
        ("from: https://news.example.co.uk/a", 6, "as other posts of the archive have dates that are written day first"),
        ("from: https://news.example.com/a", 5, "as nothing in the archive says whether day or month is written first"),
        ("lang: en", 5, "as nothing in the archive says whether day or month is written first"),
        ("date: 07/08/2024", 5, "as nothing in the archive says whether day or month is written first"),
    ],
)  # fmt: skip
def test_other_posts_decide_which_number_is_the_day(
    tmp_path: Path, other: str, month: int, reason: str
) -> None:
    """By their dates, else by their language or country, else the month is first; a warning says so."""
    write(tmp_path, "a.md", "title: a", "date: 05/06/2024")
    write(tmp_path, "b/c.md", "title: b", other)
    post = read(tmp_path, "a.md")

    assert post.date == PostDate(datetime(2024, month, 11 - month, tzinfo=UTC), day_only=True)
    name = {5: "2024-05-06", 6: "2024-06-05"}[month]
    assert post.warnings == (f"The date 05/06/2024 is read as {name}, {reason}.",)


def test_a_date_without_a_doubt_is_read_alone(tmp_path: Path) -> None:
    """Whatever is usual in the archive."""
    write(tmp_path, "a.md", "title: a", "date: 05/31/2024")
    for number in range(9):
        write(tmp_path, f"{number}.md", "title: a", "date: 31/05/2024")
    post = read(tmp_path, "a.md")

    assert post.date == PostDate(datetime(2024, 5, 31, tzinfo=UTC), day_only=True)
    assert post.warnings == ()


def test_most_dates_decide(tmp_path: Path) -> None:
    """One that is written otherwise does not."""
    for number, date in enumerate(("31/05/2024", "30/05/2024", "05/29/2024")):
        write(tmp_path, f"{number}.md", f"date: {date}")
    assert learned(tmp_path).date_order is DateOrder.DAY_FIRST


def test_the_settings_win(tmp_path: Path) -> None:
    """Over what the archive shows."""
    write(tmp_path, "a.md", "title: a", "date: 05/06/2024")
    write(tmp_path, "b.md", "title: b", "date: 31/05/2024")
    post = read(tmp_path, "a.md", ArchiveSettings(date_order="month-first"))

    assert post.date == PostDate(datetime(2024, 5, 6, tzinfo=UTC), day_only=True)
    assert post.warnings == (
        "The date 05/06/2024 is read as 2024-05-06, as the settings say that dates of this archive are written"
        " month first.",
    )


def test_the_zone_of_the_settings(tmp_path: Path) -> None:
    """A time without a zone is an instant in it, with its summer time; others keep theirs."""
    write(tmp_path, "a.md", "title: a", "date: 2024-07-01 09:30")
    write(tmp_path, "b.md", "title: b", "date: 2024-07-01 09:30 +0000")
    write(tmp_path, "c.md", "title: c", "date: 2024-07-01")
    said = ArchiveSettings(zone="Europe/Berlin")

    assert read(tmp_path, "a.md", said).date == PostDate(
        datetime(2024, 7, 1, 7, 30, tzinfo=UTC), timedelta(hours=2)
    )
    assert read(tmp_path, "a.md", said).warnings == ()
    assert read(tmp_path, "b.md", said).date == PostDate(datetime(2024, 7, 1, 9, 30, tzinfo=UTC), timedelta())
    assert read(tmp_path, "c.md", said).date == PostDate(datetime(2024, 7, 1, tzinfo=UTC), day_only=True)


@pytest.mark.parametrize("night", ["2024-03-31 02:30", "2024-10-27 02:30"])
def test_the_hour_that_a_clock_skips_or_shows_twice(tmp_path: Path, night: str) -> None:
    """It is an instant of that night."""
    write(tmp_path, "a.md", "title: a", f"date: {night}")
    date = read(tmp_path, "a.md", ArchiveSettings(zone="Europe/Berlin")).date

    assert date is not None
    assert f"{date.utc:%Y-%m-%d %H}" in (f"{night[:10]} 00", f"{night[:10]} 01")


@pytest.mark.parametrize(
    ("zones", "hour", "floats"),
    [
        (["+0800"] * 3, 1, False),
        (["+0800"] * 2, 9, True),
        (["+0800"] * 20 + ["Z"], 1, False),
        (["+0800"] * 4 + ["Z"], 9, True),
        (["Z"] * 20, 9, True),
        (["+0100", "+0200"] * 9, 9, True),
    ],
)
def test_the_zone_that_nearly_all_times_have(
    tmp_path: Path, zones: list[str], hour: int, floats: bool
) -> None:
    """It is that of the others, unless it is UTC, which programs write wherever they are."""
    write(tmp_path, "a.md", "title: a", "date: 2024-07-01 09:30")
    for number, zone in enumerate(zones):
        write(tmp_path, f"{number}.md", f"date: 2024-07-01 12:00 {zone}")
    post = read(tmp_path, "a.md")

    assert post.date is not None
    assert (post.date.utc.hour, post.date.is_floating) == (hour, floats)
    said = "The time 2024-07-01 09:30 is read as UTC+08:00, the zone that other dates of the archive have."
    assert post.warnings == (() if floats else (said,))


def test_cst_in_a_chinese_archive(tmp_path: Path) -> None:
    """It is China's time where most titles are Chinese."""
    write(tmp_path, "a.md", "title: 港口的船", "date: 2024-07-01 09:30 CST")
    write(tmp_path, "b.md", "title: 風暴")

    assert read(tmp_path, "a.md").date == PostDate(
        datetime(2024, 7, 1, 1, 30, tzinfo=UTC), timedelta(hours=8)
    )
    for number in range(4):
        write(tmp_path, f"{number}.md", "title: A boat")
    date = read(tmp_path, "a.md").date
    assert date is not None
    assert date.utc.hour == 15


@pytest.mark.parametrize(
    ("tags", "are_channels"),
    [
        (["[Pier]"] * 9 + ["[Quay]"], True),
        (["[Pier]"] * 9 + ["[Quay, Sea]"], False),
        ([f"[Tag {number}]" for number in range(12)], False),
        (["[Pier]\ncategories: [Pier]"] * 4, True),
        (["[Pier]\ncategories: [Sea]"] * 4, False),
        (["[Pier]"] * 3, False),
        ([], False),
    ],
)
def test_whether_single_tags_are_channels(tmp_path: Path, tags: list[str], are_channels: bool) -> None:
    """They are where nearly all posts have one, and those are few."""
    for number, tag in enumerate(tags):
        write(tmp_path, f"{number}.md", f"tags: {tag}")
    assert learned(tmp_path).tags_are_channels is are_channels


def test_a_single_tag_is_read_as_is_usual(tmp_path: Path) -> None:
    """It is a channel in an archive of such posts, and a topic elsewhere."""
    for number in range(5):
        write(tmp_path, f"{number}.md", f"title: {number}", "tags: [Pier]")
    assert read(tmp_path, "0.md").channel == "Pier"
    write(tmp_path, "more.md", "title: more", "tags: [Sea, Sun]")
    assert read(tmp_path, "0.md").channel == ""
    assert [tag.name for tag in read(tmp_path, "0.md").tags] == ["Pier"]


def test_the_own_site_of_an_archive(tmp_path: Path) -> None:
    """It is that of most addresses, where these end with the names of the posts that have them."""
    write(tmp_path, "2024-05-06-tide.md", "url: https://www.tides.example/2024/05/tide/")
    write(tmp_path, "a.md", "slug: low-tide", "link: https://tides.example/low-tide.html")
    assert learned(tmp_path).site == "tides.example"
    for number in range(3):
        write(tmp_path, f"clipping {number}.md", f"source: https://news.example/{number}")
    assert learned(tmp_path).site == ""


def test_a_pipe_in_the_place_of_a_generators_settings(tmp_path: Path) -> None:
    """It is not waited for."""
    os.mkfifo(tmp_path / "_config.yml")
    (tmp_path / "hugo.toml").write_text('baseURL = "https://boats.example/"')
    assert learned(tmp_path).site == "boats.example"


def test_pages_that_posts_are_from_are_no_own_site(tmp_path: Path) -> None:
    """Posts of the specified format link to each other by these addresses, whatever their files are called."""
    write(tmp_path, "tide.md", "from: https://tides.example/tide")
    write(tmp_path, "low-tide.md", "from: https://tides.example/low-tide")
    assert learned(tmp_path).site == ""


def test_nothing_is_learned_of_what_has_no_files(tmp_path: Path) -> None:
    """A folder that is empty, missing or unreadable has no habits."""
    write(tmp_path, "binary.md", "a\0\0b")
    (tmp_path / "empty.md").touch()
    (tmp_path / "gone.md").symlink_to("nowhere")
    (tmp_path / "folder.md").mkdir()
    assert learned(tmp_path) == NO_HABITS
    assert learned(tmp_path / "none") == NO_HABITS


def test_they_are_worked_out_once(tmp_path: Path) -> None:
    """Until someone knows them better."""
    habits = ArchiveHabits(lambda _: ArchiveSettings())
    assert habits.of(tmp_path).date_order is None
    write(tmp_path, "b.md", "date: 31/05/2024")
    assert habits.of(tmp_path).date_order is None
    habits.know(tmp_path, learned(tmp_path))
    assert habits.of(tmp_path).date_order is DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    "habits",
    [
        NO_HABITS,
        Habits(
            DateOrder.DAY_FIRST,
            offset=timedelta(hours=-3.5),
            is_chinese=True,
            tags_are_channels=True,
            site="a.example/b",
        ),
    ],
)
def test_stored_habits_come_back(habits: Habits) -> None:
    """And nothing else does."""
    assert restored(habits.stored()) == habits
    for damaged in (None, [], "day-first", [1, 2, 3, 4], habits.stored()[:-1]):
        assert restored(damaged) is None


def test_the_sample_is_spread_over_the_folders(tmp_path: Path) -> None:
    """Half is from a folder itself, the rest from those in it; small folders leave their part to others."""
    for number in range(100):
        write(tmp_path, f"flat/{number}.md")
        write(tmp_path, f"days/{number}/post.md")
        write(tmp_path, f"{number}.md")
    (tmp_path / "days" / "0" / "picture.png").touch()
    write(tmp_path, ".git/x.md")
    write(tmp_path, "node_modules/x.md")
    found = sample(tmp_path, 40)

    assert len(found) == len(set(found)) == 40
    parts = [path.rpartition("/")[0].partition("/")[0] for path in found]
    assert (parts.count(""), parts.count("flat"), parts.count("days")) == (20, 10, 10)
    assert sample(tmp_path, 40) == found
    assert len(sample(tmp_path, 1000)) == 300


def test_a_new_file_changes_little_of_the_sample(tmp_path: Path) -> None:
    """So that habits do not come and go."""
    for number in range(100):
        write(tmp_path, f"{number}.md")
    before = set(sample(tmp_path, 30))
    write(tmp_path, "new.md")
    assert len(before - set(sample(tmp_path, 30))) <= 1


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """A loop of links ends."""
    write(tmp_path, "a/b.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert sample(tmp_path, 10) == ["a/b.md"]


class TestWhatMostPostsLack:
    """What is usual in an archive is no defect of single posts: the archive says it once."""

    def write_notes(self, archive: Path, number: int) -> None:
        """Write notes without front matter."""
        for each in range(number):
            (archive / f"note{each}.md").write_text("# A heading\n\nWords.", encoding="utf-8")

    def test_notes_without_front_matter(self, tmp_path: Path) -> None:
        """Most files have none; a title that is missing beside them is still a defect."""
        self.write_notes(tmp_path, 9)
        write(tmp_path, "a.md", "date: 2024-05-31")
        assert read(tmp_path, "note1.md").warnings == ()
        assert len(read(tmp_path, "a.md").warnings) == 1
        assert [str(tmp_path) in remark for remark in learned(tmp_path).remarks(tmp_path)] == [True]

    def test_a_few_notes(self, tmp_path: Path) -> None:
        """Among posts with front matter, and in a small folder, each is warned of."""
        self.write_notes(tmp_path, 7)
        assert len(read(tmp_path, "note1.md").warnings) == 1
        for number in range(8):
            write(tmp_path, f"post{number}.md", "title: a")
        assert len(read(tmp_path, "note1.md").warnings) == 1
        assert list(learned(tmp_path).remarks(tmp_path)) == []

    def test_front_matter_without_titles(self, tmp_path: Path) -> None:
        """The name of the title does not matter."""
        for number in range(9):
            write(tmp_path, f"{number}.md", "date: 2024-05-31")
        assert read(tmp_path, "1.md").warnings == ()
        assert [str(tmp_path) in remark for remark in learned(tmp_path).remarks(tmp_path)] == [True]
        for number in range(9):
            write(tmp_path, f"titled{number}.md", "headline: a")
        assert len(read(tmp_path, "1.md").warnings) == 1
