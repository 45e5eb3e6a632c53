"""Alternative texts of pictures: which of them tell a reader anything."""

from __future__ import annotations

import re

from reader.text.late import late
from reader.text.safe import clean_line

_MAX_CHARS = 2_000
"""longer ones are looked at no further: they are words"""
_MARKUP = late(r"</?[A-Za-z][^<>]{0,300}>")
_FILE = late(
    r"[^\s<>|]{1,300}\.(?:jpe?g|png|gif|webp|avif|bmp|svg|heic|tiff?|jfif)(?:[?#]\S*)?|(?:https?:)?//\S+",
    re.IGNORECASE,
)
_FILE_OF_WORDS = late(r".{1,200}\.(?:jpe?g|png|gif|webp|avif|bmp|svg|heic|tiff?|jfif)", re.IGNORECASE)
_CAMERA = late(
    r"(?:IMG|DSC[NF]?|DCIM|PXL|MVIMG|GOPR|WhatsApp Image|WeChat Image|mmexport|Screen ?shot|Screenshot|Snipaste|微信图片"
    r"|微信截图|微信圖片|螢幕擷取|螢幕快照|截屏|截圖|截图|屏幕截图|屏幕快照|photo|image|img|picture|pic|figure|untitled|unnamed)"
    r"(?:[\d\s_.:()年月日-]|at|am|pm|上午|下午){0,40}",
    re.IGNORECASE,
)
_HASH = late(
    r"(?=(?:[^\d]*\d){3})(?:[0-9a-f]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[-_][\w-]{0,40})?|[\d_x-]{6,60}"
    r"|(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^\d]*\d)[A-Za-z0-9_-]{20,120}",
)
_NUMBERED_NAME = late(r"(?=[^_]*_)(?=\D*\d)[a-z0-9]+(?:[_-][a-z0-9]+){1,12}", re.IGNORECASE)
_STEM = late(r"(?=[^-_\d]*[-_\d])[\w-]{2,200}", re.ASCII)
_GENERIC = frozenset(
    ["image", "images", "img", "picture", "pictures", "pic", "photo", "photos", "photograph", "figure", "fig", "graphic", "banner", "cover", "thumbnail", "thumb", "avatar", "logo", "icon", "placeholder", "alt", "null", "undefined", "none", "untitled", "unnamed", "default", "featured", "圖片", "图片", "圖", "图", "照片", "相片", "插圖", "插图", "圖像", "图像", "配圖", "配图", "封面", "頭像", "头像", "縮圖", "缩略图", "image.png"]
) | {
    "featured image", "post image", "article image", "cover image", "main image", "image alt", "alt text", "alt tag",
    "no alt text provided", "image may contain", "no description available", "image preview", "image post",
    "click to enlarge", "在這裡輸入圖片描述", "在这里插入图片描述", "圖片描述", "图片描述", "這裡寫圖片描述",
    "这里写图片描述", "輸入圖片說明", "圖片說明", "图片说明", "點擊放大", "點圖放大", "点击放大", "點選放大", "未命名",
    "img_alt", "이미지", "사진", "画像", "写真", "imagen", "foto", "bild",
}  # fmt: skip


def without_markup(alt: str) -> str:
    """Return an alternative text on one line, without the tags that some programs write into it."""
    if "<" in alt and len(alt) <= _MAX_CHARS:
        alt = _MARKUP.sub("", alt)
    return clean_line(alt)


def is_telling(alt: str, url: str = "") -> bool:
    """Return whether an alternative text says something: not a file's name, an address, or just "image".

    `url` is the picture's address: a text without blanks, with a hyphen, an underscore or a digit, that is the name in it
    without its ending is the file's.
    """
    words = without_markup(alt)
    if not words:
        return False
    if len(words) > _MAX_CHARS:
        return True
    if url and _STEM.fullmatch(words) and f"/{url}".rpartition("/")[2].startswith(f"{words}."):
        return False
    generic = words.casefold().strip(" .:：。-_[]()（）【】")
    if not generic or generic in _GENERIC:
        return False
    return not any(
        pattern.fullmatch(words) for pattern in (_FILE, _FILE_OF_WORDS, _CAMERA, _HASH, _NUMBERED_NAME)
    )
