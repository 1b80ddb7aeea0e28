"""A unit's data: text files in, named values out."""
