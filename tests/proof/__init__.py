"""Proof: whole workbooks, generated from the specs and data, say what they must and compute alike everywhere."""
