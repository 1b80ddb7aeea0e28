"""Each test begins with the example as last year, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from forward.years import two_years


@pytest.fixture
def last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Last year's data folder; the specs of both years are found from here."""
    monkeypatch.chdir(tmp_path)
    return two_years(tmp_path)
