"""Filled workbooks whose sheets, rows, columns or hidden keys are not as they were handed out."""
