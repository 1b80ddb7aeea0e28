"""Findings for people (text) and for programs (json, csv)."""

from workbook.report.machine import as_dict, csv_text, json_text
from workbook.report.text import LEVEL_WORDS, lines, summary, table

__all__ = ["LEVEL_WORDS", "as_dict", "csv_text", "json_text", "lines", "summary", "table"]
