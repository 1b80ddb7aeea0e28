"""YAML as plain text: mappings, lists and Text scalars that know their place; no value is interpreted.

Duplicate keys, anchors, aliases and tags are findings, as is every syntax error, in words of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from workbook.finding import Finding, Place, Text, found
from workbook.spec.fullwidth import in_line

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Node = Text | list[Any] | dict[Text, Any] | None
"""What a page is made of. A blank plain scalar (or null, ~) is None."""

_DEEPEST = 40

_REASONS = (
    ("could not find expected ':'", "@colon"),
    ("mapping values are not allowed", "@nested_colon"),
    ("found unexpected end of stream", "@quote"),
    ("unknown escape", "@bad_escape"),
    ("did not find expected ','", "@bracket"),
    ("expected ',' or", "@bracket"),
    ("did not find expected key", "@structure"),
    ("did not find expected '-'", "@structure"),
    ("expected <block end>", "@structure"),
    ("cannot start any token", "@bad_start"),
    ("expected <document start>", "@structure"),
)


def read_yaml(text: str, file: str) -> tuple[Node, tuple[Finding, ...]]:
    """The page's data and S101, S102, S107, S109. After a syntax error the data are None."""
    try:
        reader = _Reader(text, file)
    except yaml.YAMLError as error:
        return None, tuple(_syntax(error, text, file))
    try:
        data = reader.page()
    except _TooDeepError:
        return None, tuple(reader.findings)
    return data, tuple(reader.findings)


class _TooDeepError(Exception):
    """Stops the reading of a page that is nested beyond reason; the finding is already noted."""


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = iter(list(yaml.parse(text, Loader=_Loader)))
        self.findings: list[Finding] = []

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def say(self, code: str, event: yaml.Event, **facts: object) -> None:
        self.findings.append(found(code, self.place(event), **facts))

    def page(self) -> Node:
        documents = 0
        data: Node = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self.say("S101", event, reason="@several")
                node = self.node(next(self.events), 0)
                data = node if documents == 1 else data
        if data is None and not self.findings:
            self.findings.append(found("S101", Place(self.file, 1, 1), reason="@empty"))
        return data

    def node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self.say("S101", event, reason="@anchor", found=f"*{event.anchor}")
            return Text(f"*{event.anchor}", self.place(event))
        assert isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent)
        if event.anchor is not None or event.tag is not None:
            mark = str(event.tag) if event.anchor is None else f"&{event.anchor}"
            self.say("S101", event, reason="@anchor", found=mark)
        if depth == _DEEPEST:
            self.say("S101", event, reason="@deep")
            raise _TooDeepError
        if isinstance(event, yaml.ScalarEvent):
            blank = event.style is None or event.style == ""
            if blank and event.value in ("", "null", "~"):
                return None
            return Text(event.value, self.place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(depth)
        return self.mapping(depth)

    def sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, depth: int) -> dict[Text, Any]:
        items: dict[Text, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Text):
                self.say("S101", event, reason="@complex_key")
            elif key in items:
                first = next(k for k in items if k == key)
                self.say("S102", event, key=key, first=first.place.line)
            else:
                items[key] = value
        return items


def _syntax(error: yaml.YAMLError, text: str, file: str) -> list[Finding]:
    lines = text.splitlines() or [""]
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        at = getattr(error, "position", 0)
        before = text[:at]
        place = Place(file, before.count("\n") + 1, at - before.rfind("\n"))
        return [found("S101", place, reason="@control", found=repr(text[at : at + 1]))]
    line = min(mark.line, len(lines) - 1)
    wide = _full_width(lines, line, file)
    if wide:
        return wide
    for number in range(line, max(-1, line - 2), -1):
        if re.match(r"^ *\t", lines[number]):
            column = lines[number].index("\t") + 1
            shown = lines[number].strip()
            return [found("S109", Place(file, number + 1, column), found=shown)]
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    reason = next((word for piece, word in _REASONS if piece in problem), "@structure")
    column = mark.column + 1
    if reason == "@quote" and (start := getattr(error, "context_mark", None)) is not None:
        line, column = start.line, start.column + 1
    if reason == "@structure" and "block" in context and re.match(r"^ +\S", lines[line]):
        return [found("S109", Place(file, line + 1, column), found=lines[line].strip())]
    if reason == "@colon" and (start := getattr(error, "context_mark", None)) is not None:
        line, column = min(start.line, len(lines) - 1), start.column + 1
    return [found("S101", Place(file, line + 1, column), reason=reason, found=lines[line].strip())]


def _full_width(lines: list[str], line: int, file: str) -> list[Finding]:
    """S107 for lines that full-width signs have broken: this one, the one before, and sure ones."""
    near = {line, line - 1}
    wide = [(n, hit) for n, text in enumerate(lines) if (hit := in_line(text, strict=n not in near))]
    if not any(n in near for n, _ in wide):
        return []
    return [found("S107", Place(file, n + 1, hit[0]), found=hit[1], instead=hit[2]) for n, hit in wide]
