"""What the styles ask of a theme: its base colours, the roles that are mixed of them, and the styles of roles.

A theme may set any of them; what it does not set is mixed here. In themes of the terminal's own colours nothing can be
mixed: `themes` sets all roles of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

BASE = (
    "primary", "secondary", "accent", "warning", "error", "success",
    "foreground", "background", "surface", "panel",
)  # fmt: skip
"""the colours that Textual knows a theme by"""
MIXED: Mapping[str, tuple[str, int]] = {
    "soft": ("foreground", 85),
    "faint": ("foreground", 40),
    "rule": ("foreground", 20),
    "edge": ("foreground", 12),
    "bar": ("primary", 70),
    "frame": ("primary", 50),
    "chip": ("primary", 25),
    "chosen": ("accent", 25),
    "hit": ("warning", 35),
    "link-cursor": ("primary", 40),
    "yellow": ("warning", 25),
    "green": ("success", 30),
    "blue": ("primary", 30),
    "red": ("error", 30),
    "violet": ("secondary", 35),
    **{f"shade-{number}": ("primary", share) for number, share in enumerate((15, 28, 42, 58), 1)},
}
"""roles that are a base colour on the background, each with how much of that, in per cent"""
SAME: Mapping[str, str] = {
    "quiet": "text-muted",
    "cursor": "block-cursor-background",
    "cursor-text": "block-cursor-foreground",
    "idle-cursor": "block-cursor-blurred-background",
    "idle-cursor-text": "block-cursor-blurred-foreground",
    "typed-selection": "input-selection-background",
}
"""roles that Textual has names of its own for"""
MARK, ON_MARK = "mark", "on-mark"
"""the ground of what stands out most, such as the hit that one is at, and the letters on it"""
STYLES: Mapping[str, str] = {
    "quiet": "none",
    "cursor": "none",
    "idle-cursor": "none",
    "chip": "none",
    "chosen": "none",
    "hit": "none",
    "current-hit": "bold",
    "link": "underline",
    "archived": "underline",
    "link-cursor": "bold",
    "highlight": "none",
    "shade-1": "none",
    "shade-2": "none",
    "shade-3": "none",
    "shade-4": "none",
    "range": "none",
    "here": "none",
    "rule": "none",
    "faint": "none",
    "edge": "none",
    "edge-focus": "none",
}
"""the styles of roles that have one, as most themes have them"""
COLORS = (*BASE, *SAME, MARK, ON_MARK, *MIXED)
"""the names of all colours"""
_LOWEST = 0.03928
"""from where the scale of sRGB is no straight line (WCAG 2)"""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours in the form #rrggbb, from 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(color: str, ground: str, share: int) -> str:
    """Return a colour in the form #rrggbb of which a share, in per cent, covers another."""
    pairs = zip(_channels(color), _channels(ground), strict=True)
    return "#" + "".join(
        f"{round(top * share / 100 + below * (1 - share / 100)):02x}" for top, below in pairs
    )


def roles(colors: Mapping[str, str]) -> dict[str, str]:
    """Return all roles of a theme whose base colours, at least, are given in the form #rrggbb."""
    ground = colors["background"]
    mark = colors.get(MARK, colors["warning"])
    readable = max((ground, colors["foreground"]), key=lambda each: contrast(each, mark))
    found = {name: mixed(colors[base], ground, share) for name, (base, share) in MIXED.items()}
    return {MARK: mark, ON_MARK: readable, **found, **colors}


def variables(colors: Mapping[str, str], styles: Mapping[str, str]) -> dict[str, str]:
    """Return roles and styles as the variables of Textual's CSS."""
    found = {name: value for name, value in colors.items() if name not in BASE}
    found |= {textual: colors[role] for role, textual in SAME.items() if role in colors}
    found |= {"surface": colors["surface"], "panel": colors["panel"]}
    return found | {f"{name}-style": style for name, style in {**STYLES, **styles}.items()}


def defaults(known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the variables of a theme that does not know our roles, given those that it has."""
    for name, (base, share) in MIXED.items():
        yield name, known[base] if known[base].startswith("ansi") else f"{known[base]} {share}%"
    for role, textual in SAME.items():
        yield role, known[textual]
    yield MARK, known["warning"]
    yield ON_MARK, known["background"]
    for name, style in STYLES.items():
        yield f"{name}-style", style


def _channels(color: str) -> list[int]:
    digits = color.removeprefix("#")
    if len(digits) == len("rgb"):
        digits = "".join(digit * 2 for digit in digits)
    return [int(digits[start : start + 2], 16) for start in (0, 2, 4)]


def _luminance(color: str) -> float:
    red, green, blue = (
        share / 12.92 if share <= _LOWEST else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
