"""Spec + data → book."""
