"""A file is replaced all at once or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from workbook.write import write_atomically


def test_a_new_file_has_usual_permissions(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    write_atomically(target, lambda file: file.write(b"new") and None)
    other = tmp_path / "other"
    other.write_bytes(b"")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode == other.stat().st_mode


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_atomically(target, fail)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target], "no temporary file is left"


def test_the_old_file_is_whole_while_the_new_one_is_written(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)

    def look(file: BinaryIO) -> None:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"

    write_atomically(target, look)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "表.xlsx", tmp_path / "link.xlsx"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, lambda file: file.write(b"new") and None)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no" / "x.xlsx", lambda file: None)
