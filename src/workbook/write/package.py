"""The parts that XlsxWriter has no setting for: the language, and texts that look like mark-up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook


class LanguageCore(Core):  # type: ignore[misc]
    """docProps/core.xml with dc:language, written after the description."""

    language = ""

    def _write_dc_description(self) -> None:
        super()._write_dc_description()
        if self.language:
            self._xml_data_element("dc:language", self.language)


class PlainStrings(SharedStrings):  # type: ignore[misc]
    """Shared strings that are all plain: a text "<r>…</r>" from data is no rich text."""

    def _write_si(self, string: str) -> None:
        self.fh.write(_element(string))


_STRINGS = SharedStrings()


@lru_cache(maxsize=8192)
def _element(string: str) -> str:
    """The <si> element of a text; most come again in every workbook of a template."""
    string = _STRINGS._escape_control_characters(string)
    keep = ' xml:space="preserve"' if string != string.strip() or "\n" in string else ""
    return f"<si><t{keep}>{_STRINGS._escape_data(string)}</t></si>"


class GridPackager(Packager):  # type: ignore[misc]
    """XlsxWriter's packager with the two parts above in place of its own."""

    def _write_core_file(self) -> None:
        core = LanguageCore()
        core.language = self.workbook.language
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()

    def _write_shared_strings_file(self) -> None:
        strings = PlainStrings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class GridWorkbook(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook with a language. Options are fixed by `xlsx.py`."""

    language = ""

    def _get_packager(self) -> GridPackager:
        return GridPackager()

    def adopt_chart(self, chart: Any) -> Any:
        """Like `add_chart`, for a chart of a class of ours."""
        chart.embedded = True
        chart.date_1904 = self.date_1904
        chart.remove_timezone = self.remove_timezone
        self.charts.append(chart)
        return chart
