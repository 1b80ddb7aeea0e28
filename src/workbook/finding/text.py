"""Text that knows where in which spec file it was written."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from workbook.finding.finding import Place


class Text(str):
    """A string with its place. It compares, hashes and prints as the string it is."""

    place: Place

    def __new__(cls, value: object = "", place: Place | None = None) -> Text:
        text = super().__new__(cls, value)
        text.place = place or Place()
        return text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic would return a bare str; this keeps the instance."""

        def keep(value: object) -> Text:
            if isinstance(value, Text):
                return value
            if isinstance(value, str):
                return Text(value)
            raise ValueError("a text is expected")

        return core_schema.no_info_plain_validator_function(
            keep, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"}


def place_of(value: object) -> Place:
    """The place a value was read from, an empty place when it was not read from a spec."""
    return value.place if isinstance(value, Text) else Place()
