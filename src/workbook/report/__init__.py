"""Findings for people (text, html) and for programs (json, csv); the report of a filled workbook, folded by cause."""

from workbook.report.build import build_report, message, sides
from workbook.report.checkjson import report_dict, reports_csv, reports_dict
from workbook.report.checktext import heading, report_lines, report_table
from workbook.report.html import reports_html
from workbook.report.machine import as_dict, csv_text, json_text
from workbook.report.model import Item, Report, Short, Template
from workbook.report.moved import CODE as MOVED
from workbook.report.text import LEVEL_WORDS, lines, summary, table

__all__ = [
    "LEVEL_WORDS",
    "MOVED",
    "Item",
    "Report",
    "Short",
    "Template",
    "as_dict",
    "build_report",
    "csv_text",
    "heading",
    "json_text",
    "lines",
    "message",
    "report_dict",
    "report_lines",
    "report_table",
    "reports_csv",
    "reports_dict",
    "reports_html",
    "sides",
    "summary",
    "table",
]
