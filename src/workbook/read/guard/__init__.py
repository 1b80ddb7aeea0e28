"""The guard in front of every read of a foreign file."""

from workbook.read.guard.guard import inspect, inspect_bytes

__all__ = ["inspect", "inspect_bytes"]
