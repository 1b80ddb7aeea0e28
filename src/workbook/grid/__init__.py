"""Finished cells."""
