"""Compiler, layout and grid, judged by what their workbooks compute."""
