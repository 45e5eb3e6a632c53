"""Alternative texts: only those that tell something beyond what stands beside the picture are shown."""

from __future__ import annotations

import pytest

from reader.convert.alts import is_telling, without_markup
from reader.convert.markdown import convert


def markdown(body: str) -> str:
    """Return the Markdown of a page."""
    return convert(f"<div>{body}</div>", title="", source="https://example.org/1").markdown


@pytest.mark.parametrize(
    "alt",
    ["", "  ", "image", "Image", "圖片", "图片 ", "photo", "IMG_1234", "IMG_1234.JPG", "DSC00012", "photo-1.webp",
     "Screenshot 2020-01-02 at 10.11.12", "Screen Shot 2020-01-02 at 3.04.05 PM.png", "微信图片_20200101120000",
     "e2aa56c740bc48eb1f9072a65479cf0f-sz_196936", "0f8fad5b-d9cb-469f-a165-70867728950e", "https://i.example/a.jpg",
     "//i.example/a", "20200102-1", "my_boat_2.png", "header_image_3", "在这里插入图片描述", "Featured image", "A boat.jpg",
     "mmexport1577836800000", "aGVsbG8gd29ybGQxMjM0NTY"],
)  # fmt: skip
def test_an_alt_that_tells_nothing(alt: str) -> None:
    """Names of files, hashes, addresses and generic words are no description."""
    assert not is_telling(alt)
    assert markdown(f"<p>字</p><img src='/a.jpg' alt='{alt}'>") == "字\n\n![](https://example.org/a.jpg)"


@pytest.mark.parametrize(
    "alt",
    ["一艘船", "A boat", "Image of a boat", "圖片：一艘船", "Boats", "COVID-19", "GPT-4", "photo by Ann", "2024年的船", "a",
     "Internationalisation", "the-boat", "image map of the harbour", "x" * 3_000],
)  # fmt: skip
def test_an_alt_that_tells_something(alt: str) -> None:
    """Words are a description, however short or long."""
    assert is_telling(alt)


def test_an_alt_that_is_the_name_of_the_file() -> None:
    """The name without its ending, where it is no word."""
    assert not is_telling("harbour-view", "/img/harbour-view.png?w=3")
    assert is_telling("harbour-view", "/img/other.png")
    assert is_telling("harbour", "harbour.png")


def test_an_alt_is_shown_without_markup() -> None:
    """Some programs write the caption's tags into the attribute."""
    assert without_markup("Lee. <em>A  Boat</em>, 2 < 3.") == "Lee. A Boat, 2 < 3."
    page = "<p>a</p><figure><img src='/a.jpg' alt='By &lt;b&gt;Ann&lt;/b&gt;'><figcaption>A boat</figcaption></figure>"
    assert '"By Ann"' in markdown(page)
    page = "<figure><img src='/a.jpg' alt='A &lt;em&gt;boat&lt;/em&gt;.'><figcaption>A <em>boat</em>.</figcaption></figure>"
    assert markdown(page) == "![A *boat*.](https://example.org/a.jpg)"


@pytest.mark.parametrize(
    ("body", "is_shown"),
    [
        ("<img src='/a.jpg' alt='一艘船。'><p>一艘船。攝：甲</p>", False),
        ("<p>一艘船</p><img src='/a.jpg' alt='一艘船'>", False),
        ("<div><img src='/a.jpg' alt='一艘船'></div><div>一艘船，甲攝</div>", False),
        ("<img src='/a.jpg' alt='一艘船'><p>另一段</p><p>一艘船</p>", True),
        (
            "<figure><img src='/a.jpg' alt='一艘船'><figcaption>甲攝</figcaption></figure><p>一艘船在海上。</p>",
            False,
        ),
        ("<figure><img src='/a.jpg' alt='一艘船'><figcaption>甲攝</figcaption></figure><p>海上。</p>", True),
    ],
)
def test_an_alt_that_says_what_stands_beside_it(body: str, is_shown: bool) -> None:
    """The words of the caption and of the paragraphs before and after are not repeated."""
    assert ('"一艘船' in markdown(body)) is is_shown


def test_a_picture_that_the_page_holds_is_one_with_its_caption() -> None:
    """The description stands where that of any picture stands, not as a picture of its own."""
    page = "<figure><img src='data:image/png;base64,iVBORw0KGgo=' alt='{alt}'><figcaption>甲攝</figcaption></figure>"
    assert markdown(page.format(alt="一艘船")) == '![甲攝](<> "一艘船")'
    assert markdown(page.format(alt="")) == "![甲攝]()"
    assert markdown(page.format(alt="甲攝")) == "![甲攝]()"
