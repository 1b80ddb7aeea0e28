"""A small workbook hurt in every single byte: refused, or its content is what it was."""

from __future__ import annotations

from random import Random

from read.files import guarded, packed, parts, rows
from workbook.read import Package, read_workbook

SOUND = packed(parts(rows('<c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>1408.78</v></c><c r="C1"><f>B1*2</f></c>')))


def content(package: Package) -> object:
    book, findings = read_workbook(package)
    return (book.sheets, book.styles, book.names, book.properties, findings) if book else None


def verdicts(variants: list[bytes]) -> dict[str, int]:
    """How many variants were refused, were read alike, and (never) were read as something else."""
    package, codes, _ = guarded(SOUND)
    assert package is not None and codes == []
    true = content(package)
    counts = {"refused": 0, "same": 0, "changed": 0}
    for data in variants:
        package, codes, _ = guarded(data)
        assert package is not None or codes
        read = None if package is None else content(package)
        counts["refused" if read is None else "same" if read == true else "changed"] += 1
    return counts


def test_every_byte_changed() -> None:
    """A bit in each byte turned: only what means nothing (times, attributes, versions) leaves the file readable."""
    dice = Random(20211231)
    variants = []
    for at in range(len(SOUND)):
        data = bytearray(SOUND)
        data[at] ^= 1 << dice.randrange(8)
        variants.append(bytes(data))
    counts = verdicts(variants)
    assert counts["changed"] == 0 and counts["refused"] > 5 * counts["same"]


def test_every_length() -> None:
    assert verdicts([SOUND[:length] for length in range(0, len(SOUND), 7)])["refused"] == len(range(0, len(SOUND), 7))
    assert verdicts([SOUND[length:] for length in range(1, len(SOUND), 7)])["same"] == 0


def test_bytes_put_in_and_taken_out() -> None:
    dice = Random(1)
    places = [dice.randrange(1, len(SOUND)) for _ in range(300)]
    inserted = [SOUND[:at] + dice.randbytes(dice.randint(1, 4)) + SOUND[at:] for at in places]
    removed = [SOUND[:at] + SOUND[at + dice.randint(1, 4) :] for at in places]
    counts = verdicts(inserted + removed)
    assert counts["changed"] == 0 and counts["refused"] > 590
