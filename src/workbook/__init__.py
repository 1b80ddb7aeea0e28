"""Declarative sheet specs to live final-accounts workbooks (部门决算公开).

The verbs of the command line as functions: `generate`, `generate_all`, `check`, `check_all`, `values`, `lint`,
`explain`, `schema`, `init`.
"""

from workbook.api import (
    Explained,
    Item,
    Laid,
    Precedent,
    Report,
    Result,
    Short,
    Template,
    Values,
    check,
    check_all,
    check_limited,
    explain,
    generate,
    generate_all,
    init,
    lint,
    schema,
    schema_text,
    spec_names,
    values,
)

__all__ = [
    "Explained",
    "Item",
    "Laid",
    "Precedent",
    "Report",
    "Result",
    "Short",
    "Template",
    "Values",
    "check",
    "check_all",
    "check_limited",
    "explain",
    "generate",
    "generate_all",
    "init",
    "lint",
    "schema",
    "schema_text",
    "spec_names",
    "values",
]
