"""A sample of `make damage`: a damaged file is refused, or holds exactly what it held."""

from __future__ import annotations

from collections import Counter

import pytest

from damage.files import FILES
from damage.variants import KINDS, WHOLE


@pytest.mark.parametrize(("file", "count"), [("small", 260), ("full", 52)])
def test_no_damage_changes_content_in_silence(file: str, count: int) -> None:
    sound = FILES[file]()
    verdicts = {number: sound.verdict(number) for number in range(count)}
    assert {number: told for number, told in verdicts.items() if told[1].startswith("CHANGED")} == {}
    said = Counter(verdict for _, verdict in verdicts.values())
    assert said["refused"] > count // 2
    assert {damage.split()[0] for damage, _ in verdicts.values()} == {*KINDS, *WHOLE}


def test_the_sound_file_is_read() -> None:
    """The verdict would see other content: a file with one changed cell is not identical."""
    small, full = FILES["small"](), FILES["full"]()
    assert len(full.book.sheets) > len(small.book.sheets) > 0
    assert small.book != full.book
