"""Declarative sheet specs to live final-accounts workbooks (部门决算公开)."""
