"""Validations and conditional formats of a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from workbook.grid.model import Area, Conditional, Validation
from workbook.write.formats import Formats
from workbook.write.limits import MESSAGE, TITLE, clip

_EPOCH = date(1899, 12, 30)
_LEAST = {"decimal": "-1E+300", "whole": "-999999999999999", "date": "1", "length": "0"}
"""The lower bound where a validation names none: any number, any date."""


def add_validation(sheet: Worksheet, validation: Validation) -> None:
    """Titles and messages longer than Excel takes are cut; a list that is too long is a ValueError."""
    options = {
        "validate": validation.kind,
        "error_type": "stop" if validation.strict else "warning",
        "ignore_blank": True,
        **_texts(validation),
    }
    if validation.kind == "list":
        options["source"] = _choices(validation.source)
    elif validation.kind == "custom":
        options["value"] = validation.source
    elif validation.kind == "any":
        if "input_title" not in options and "input_message" not in options:
            return
    else:
        options |= _bounds(validation)
    if sheet.data_validation(*_from_zero(validation.area), options):
        raise ValueError(f"not a validation that Excel takes: {validation}")


def add_conditional(sheet: Worksheet, conditional: Conditional, formats: Formats) -> None:
    """The style wherever the formula holds."""
    options = {
        "type": "formula",
        "criteria": conditional.formula,
        "format": formats.conditional(conditional.style),
    }
    if sheet.conditional_format(*_from_zero(conditional.area), options):
        raise ValueError(f"not a conditional format that Excel takes: {conditional}")


def _texts(validation: Validation) -> dict[str, Any]:
    title = clip(validation.title, TITLE)
    texts = {
        "input_title": title if validation.prompt else "",
        "input_message": clip(validation.prompt, MESSAGE),
        "error_title": title if validation.error else "",
        "error_message": clip(validation.error, MESSAGE),
    }
    return {key: text for key, text in texts.items() if text}


def _choices(source: str) -> str | list[str]:
    """A formula as it is; choices as a list, with quotes doubled since they stand inside a text literal."""
    return source if source.startswith("=") else [choice.replace('"', '""') for choice in source.split(",")]


def _bounds(validation: Validation) -> dict[str, str]:
    low, high = (_bound(validation.kind, text) for text in (validation.low, validation.high))
    if low and high:
        return {"criteria": "between", "minimum": low, "maximum": high}
    if high:
        return {"criteria": "<=", "value": high}
    return {"criteria": ">=", "value": low or _LEAST[validation.kind]}


def _bound(kind: str, text: str) -> str:
    """A number or formula as it is, a date such as 2021-12-31 as its serial number."""
    if kind == "date" and text[:1].isdigit() and "-" in text:
        return str((date.fromisoformat(text) - _EPOCH).days)
    return text


def _from_zero(area: Area) -> Area:
    top, left, bottom, right = area
    return top - 1, left - 1, bottom - 1, right - 1
