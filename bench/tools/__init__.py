"""Helpers of the benchmarks; not run themselves."""
