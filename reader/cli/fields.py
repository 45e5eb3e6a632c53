"""The fields of what commands print: JSON, `--format`, the help and the schemas in docs/schemas follow from these tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple


class Type(Enum):
    """What a field holds, as JSON Schema says it."""

    TEXT = "text"
    PATH = "path"
    """text that names a file, also where it is printed on a line"""
    TEXT_OR_NULL = "text or null"
    TEXTS = "texts"
    DATE = "date"
    """`reader.post.PostDate` or None, which JSON has in UTC"""
    NUMBER = "number"
    NUMBER_OR_NULL = "number or null"
    SHARE = "share"
    YES_NO = "yes or no"
    OBJECT = "object"
    OBJECTS = "objects"
    ANY = "any"

    @property
    def schema(self) -> Mapping[str, object]:
        """the schema of the values in JSON"""
        return _SCHEMAS[self]


_SCHEMAS: Mapping[Type, Mapping[str, object]] = {
    Type.TEXT: {"type": "string"},
    Type.PATH: {"type": "string"},
    Type.TEXT_OR_NULL: {"type": ["string", "null"]},
    Type.TEXTS: {"type": "array", "items": {"type": "string"}},
    Type.DATE: {"type": ["string", "null"], "pattern": r"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"},
    Type.NUMBER: {"type": "integer", "minimum": 0},
    Type.NUMBER_OR_NULL: {"type": ["integer", "null"], "minimum": 0},
    Type.SHARE: {"type": "number", "minimum": 0, "maximum": 1},
    Type.YES_NO: {"type": "boolean"},
    Type.OBJECT: {"type": "object"},
    Type.OBJECTS: {"type": "array", "items": {"type": "object"}},
    Type.ANY: {},
}


class Field(NamedTuple):
    """A field of the objects that a command prints."""

    name: str
    type: Type
    meaning: str
    """for the schema, in English"""


Fields = Sequence[Field]

POST: Fields = (
    Field("path", Type.PATH, "the file's path in its archive, exact"),
    Field("archive", Type.PATH, "the folder of the archive"),
    Field("title", Type.TEXT, "the title"),
    Field("date", Type.DATE, "when it was published, in UTC; midnight for a day without a time"),
    Field("author", Type.TEXT, "the author; empty where unknown"),
    Field("channel", Type.TEXT, "the publication; empty where unknown"),
    Field("from", Type.TEXT, "the address of the page; empty where unknown"),
    Field("tags", Type.TEXTS, "channels, keywords and hashtags"),
    Field("unread", Type.YES_NO, "whether it was not read yet"),
    Field("starred", Type.YES_NO, "whether it has a star"),
    Field("labels", Type.TEXTS, "the user's labels"),
)
_NOTE = Field("note", Type.TEXT, "the user's note, in Markdown")
_COUNT = Field("count", Type.NUMBER, "the number of posts")
_PERIOD = Field("period", Type.TEXT, "a day, month or year, as in ISO 8601")

FIELDS: Mapping[str, Fields] = {
    "list": (*POST, Field("copies", Type.NUMBER, "the number of files that hold the post")),
    "mark": POST,
    "notes": (*POST, _NOTE),
    "show": (
        *POST,
        _NOTE,
        Field("captions", Type.TEXTS, "the captions of its pictures"),
        Field("keywords", Type.TEXTS, "the topics that the page names"),
        Field("related", Type.OBJECTS, "links to related pages: text, url"),
        Field("timeline", Type.OBJECTS, "entries of a timeline on the page: time, title, url"),
        Field("links", Type.OBJECTS, "the links: text, url"),
        Field("images", Type.OBJECTS, "the pictures: url, caption, alt"),
        Field("markdown", Type.TEXT, "the article as Markdown"),
        Field("text", Type.TEXT, "the article as plain text"),
        Field("warnings", Type.TEXTS, "what is wrong with the file"),
        Field("updated", Type.DATE, "when it was changed last, in UTC"),
        Field("description", Type.TEXT, "the summary in the front matter"),
        Field("lang", Type.TEXT, "the language in the front matter"),
        Field("image", Type.TEXT, "the picture in the front matter"),
        Field("draft", Type.YES_NO, "whether it is a draft"),
        Field("front_matter", Type.OBJECT, "all that the front matter says"),
    ),
    "locate": (
        Field("file", Type.PATH, "the path of the file on disk"),
        *(each for each in POST if each.name in {"path", "archive", "from", "title", "date"}),
    ),
    "index": (
        Field("file", Type.PATH, "where the index is, or would be"),
        Field("bytes", Type.NUMBER, "its size; 0 if there is none"),
        Field("posts", Type.NUMBER, "the posts in it, copies included"),
        Field("archives", Type.TEXTS, "the folders that it is of"),
        Field("compared", Type.TEXT_OR_NULL, "when all files were compared with it last, in UTC"),
    ),
    "tags": (
        Field("name", Type.TEXT, "the value"),
        Field("kind", Type.TEXT, "channel, keyword, hashtag, label, author, site, lang or year"),
        _COUNT,
    ),
    "timeline": (_PERIOD, _COUNT),
    "trend": (
        Field("query", Type.TEXT, "the query as it was given"),
        _PERIOD,
        _COUNT,
        Field("share", Type.SHARE, "its share of all posts of the period"),
    ),
    "stats": (
        Field("group", Type.TEXT, "total, year, channel, language, length or day"),
        Field("name", Type.TEXT, "the value, as the query language writes it"),
        Field("count", Type.NUMBER, "the number of posts; of `files` and `days-read` their own"),
    ),
    "story": (
        Field("time", Type.DATE, "when it was, in UTC"),
        Field("title", Type.TEXT, "the title"),
        Field("path", Type.TEXT_OR_NULL, "the path in the archive; null where it does not hold it"),
        Field("from", Type.TEXT, "the address"),
        Field("reason", Type.TEXT, "why it belongs to the story, in the language of the interface"),
    ),
    "kwic": (
        Field("path", Type.PATH, "the post's path in its archive, exact"),
        Field("date", Type.DATE, "when the post was published, in UTC"),
        Field("channel", Type.TEXT, "the publication"),
        Field("title", Type.TEXT, "the post's title"),
        Field("left", Type.TEXT, "what stands before the hit"),
        Field("hit", Type.TEXT, "the words that were looked for, as they stand there"),
        Field("right", Type.TEXT, "what follows the hit"),
        Field("offset", Type.NUMBER_OR_NULL, "where it begins in the text of `show`; null in a title"),
    ),
    "neighbours": (
        Field("side", Type.TEXT, "left or right"),
        Field("text", Type.TEXT, "what stands there"),
        Field("count", Type.NUMBER, "how often"),
    ),
    "labels": (
        Field("name", Type.TEXT, "the label"),
        Field("count", Type.NUMBER, "the number of posts of all archives"),
    ),
    "searches": (
        Field("name", Type.TEXT, "the name"),
        Field("query", Type.TEXT, "the query"),
        Field("posts", Type.NUMBER, "the number of posts"),
        Field("unread", Type.NUMBER, "of unread posts"),
        Field("new", Type.NUMBER, "of posts since it was last opened on the screens"),
    ),
    "highlights": (
        *(each for each in POST if each.name in {"path", "archive", "title", "date", "channel", "from"}),
        Field("id", Type.TEXT_OR_NULL, "the identifier of a highlight; null for a note on the post"),
        Field("quotation", Type.TEXT, "the passage"),
        Field("before", Type.TEXT, "what stands before it"),
        Field("after", Type.TEXT, "what follows it"),
        Field("colour", Type.TEXT, "the colour; empty for a note on the post"),
        _NOTE,
        Field("made", Type.TEXT_OR_NULL, "when it was made, in UTC"),
    ),
    "config": (
        Field("name", Type.TEXT, "the setting, as `reader config get` takes it"),
        Field("value", Type.ANY, "the value in force, as the settings file writes it"),
        Field("default", Type.ANY, "the value without a file and variables"),
        Field("origin", Type.TEXT, "default, file or variable"),
        Field("place", Type.TEXT, "the file and its line, or the variable; empty for a default"),
    ),
    "keys": (
        Field("id", Type.TEXT, "the command, as the settings and the command line of the screens name it"),
        Field("label", Type.TEXT, "its name, in the language of the interface"),
        Field("keys", Type.TEXTS, "the keys in force"),
        Field("scope", Type.TEXT, "where they are its keys"),
        Field("in_panes", Type.OBJECT, "the panes where it has other keys, with these"),
    ),
    "doctor": (
        Field("subject", Type.TEXT, "archive, index, marks, settings, terminal or machine"),
        Field("name", Type.TEXT, "what was looked at"),
        Field("severity", Type.TEXT, "ok, note, mendable or problem"),
        Field("message", Type.TEXT, "how it is, in the language of the interface"),
        Field("remedy", Type.TEXT, "what to do, in that language; empty where there is nothing to do"),
        Field("places", Type.TEXTS, "the files, folders or lines that it is about"),
    ),
}
"""the fields of each command, in their order; those of `doctor` are of its findings; `neighbours` are those of `kwic --neighbours`"""

_MANY = frozenset(FIELDS) - {"show"}
"""the commands whose `--json` is an array"""


def schema(command: str) -> dict[str, object]:
    """Return the JSON schema (2020-12) of what `--json` of a command prints; a line of `--ndjson` is one of its items."""
    item = _object(FIELDS[command])
    name = "kwic --neighbours" if command == "neighbours" else command
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"reader {name} --json",
    }
    if command == "doctor":
        return {**head, **_object(_DIAGNOSIS, findings={"type": "array", "items": item})}
    return {**head, "type": "array", "items": item} if command in _MANY else {**head, **item}


_DIAGNOSIS: Fields = (Field("needs_person", Type.YES_NO, "whether any finding is a problem"),)
"""what `doctor` says beside its findings"""


def _object(fields: Fields, **others: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of an object with these fields, and with `others`, of which the schemas are given."""
    properties = {each.name: {**each.type.schema, "description": each.meaning} for each in fields}
    return {
        "type": "object",
        "properties": {**properties, **others},
        "required": [*properties, *others],
        "additionalProperties": False,
    }
