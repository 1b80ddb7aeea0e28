"""Declarative sheet specs to live final-accounts workbooks (部门决算公开).

The verbs of the command line as functions: `generate`, `generate_all`, `values`, `lint`, `explain`, `schema`, `init`.
"""

from workbook.api import (
    Explained,
    Laid,
    Precedent,
    Result,
    Values,
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
    "Laid",
    "Precedent",
    "Result",
    "Values",
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
