"""What the package can do, as functions: each gives its result together with its findings and prints nothing."""

from workbook.api.annotate import Annotated, annotate
from workbook.api.check import check, check_all
from workbook.api.explain import Explained, Precedent, explain
from workbook.api.generate import Result, generate, generate_all
from workbook.api.import_ import Imported, Wanted, import_files
from workbook.api.init import Laid, init
from workbook.api.limited import check_limited
from workbook.api.lint import lint
from workbook.api.page import is_code, page
from workbook.api.resolved import Resolved, resolved
from workbook.api.roll_forward import RolledForward, roll_forward
from workbook.api.roll_up import RolledUp, roll_up
from workbook.api.values import Values, values
from workbook.report import Item, Report, Short, Template
from workbook.spec.load import spec_names
from workbook.spec.overlay import overlay_schema, overlay_text
from workbook.spec.schema import schema, schema_text

__all__ = [
    "Annotated",
    "Explained",
    "Imported",
    "Item",
    "Laid",
    "Precedent",
    "Report",
    "Resolved",
    "Result",
    "RolledForward",
    "RolledUp",
    "Short",
    "Template",
    "Values",
    "Wanted",
    "annotate",
    "check",
    "check_all",
    "check_limited",
    "explain",
    "generate",
    "generate_all",
    "import_files",
    "init",
    "is_code",
    "lint",
    "overlay_schema",
    "overlay_text",
    "page",
    "resolved",
    "roll_forward",
    "roll_up",
    "schema",
    "schema_text",
    "spec_names",
    "values",
]
