"""A spec after inheritance, as text: it reads back as the same spec, and each line knows where it comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cli.run import workbook
from spec.inherit import BASE, based, child, write
from workbook.finding import Text
from workbook.spec.folders import all_names
from workbook.spec.load import Raw, load_raw, load_spec
from workbook.spec.resolved import Line, resolved, scalar
from workbook.spec.yamltext import read_yaml

SPECS = Path(__file__).parents[2] / "specs"
NAMES = sorted(p.parent.relative_to(SPECS).as_posix() for p in SPECS.glob("*/*/book.yaml"))


def raw(root: Path) -> Raw:
    found, _, findings = load_raw(root)
    assert found is not None, findings
    return found


def written(files: dict[str, tuple[Line, ...]], folder: Path) -> Path:
    for name, lines in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(f"{line.text}\n" for line in lines), encoding="utf-8")
    return folder


def test_the_repository_has_these_specs() -> None:
    assert set(NAMES) <= set(all_names())


@pytest.mark.parametrize("name", NAMES)
def test_the_text_reads_back_as_the_same_spec(name: str, tmp_path: Path) -> None:
    root = SPECS / name
    spec, findings = load_spec(root)
    again, told = load_spec(written(resolved(raw(root)), tmp_path))
    assert (findings, told) == ((), ())
    assert spec is not None and again is not None
    assert (again.book, again.pages, again.checks) == (spec.book, spec.pages, spec.checks)
    assert {k: (v.title, v.levels, v.rows) for k, v in again.codes.items()} == {
        k: (v.title, v.levels, v.rows) for k, v in spec.codes.items()
    }
    assert [len(again.layers), again.name] == [1, name]


def test_each_line_tells_where_it_comes_from(tmp_path: Path) -> None:
    pages = {"2-表/01-总表.yaml": "form: 表9\nrows:\n  税: {label: 税金}\n", "book.yaml": child(year=2022)}
    files = resolved(raw(based(tmp_path, pages)))
    lines = {line.text.strip(): (line.place.file, line.place.line) for line in files["2-表/01-总表.yaml"]}
    base = "../../base/2-表/01-总表.yaml"
    assert lines["sheet: 总表"] == (base, 1)
    assert lines["form: 表9"] == ("2-表/01-总表.yaml", 1)
    assert lines["label: 税金"] == ("2-表/01-总表.yaml", 3)
    assert lines["sum: 明细.税额"] == (base, 7)
    assert {line.text: line.place.line for line in files["book.yaml"]}["year: 2022"] == 3


def test_what_was_left_out_is_not_in_the_text(tmp_path: Path) -> None:
    write(
        tmp_path, {"base": BASE, "a/2022": {"book.yaml": child(book="a/2022"), "3-审核/01-平衡.yaml": "omit: true\n"}}
    )
    files = resolved(raw(tmp_path / "specs/a/2022"))
    assert list(files) == ["book.yaml", *(name for name in BASE if name.startswith(("1", "2", "3-审核/00")))]
    assert not any("extends" in line.text for lines in files.values() for line in lines)


@pytest.mark.parametrize("name", ["hubei/2021"])
def test_the_command_prints_a_text_that_reads_back(name: str, tmp_path: Path) -> None:
    done = workbook("lint", "--resolved", name)
    assert done.returncode == 0 and done.stderr == ""
    assert re.search(r"^sheet: 收入支出决算总表 +# base/4-决算表/01-公开01表.yaml:\d+$", done.stdout, re.MULTILINE)
    assert re.search(rf"^indicators: 80 +# {name}/6-自评/02-项目支出.yaml:\d+$", done.stdout, re.MULTILINE)
    for document in done.stdout.split("--- # ")[1:]:
        file, _, text = document.partition("\n")
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        body = yaml.safe_load(text) if file.endswith(".csv") else text
        (tmp_path / file).write_text(body, encoding="utf-8")
    again, findings = load_spec(tmp_path)
    spec, _ = load_spec(SPECS / name)
    assert findings == () and again is not None and spec is not None
    assert (again.book, again.pages, again.checks) == (spec.book, spec.pages, spec.checks)
    told = json.loads(workbook("lint", "--resolved", name, "--format", "json").stdout)["specs"][0]
    lines = {line["text"]: line["origin"] for file in told["files"] for line in file["lines"]}
    assert told["spec"] == name and lines["indicators: 80"].startswith(f"{name}/6-自评/")


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20))
def test_any_text_reads_back(text: str) -> None:
    node, findings = read_yaml(f"甲: {scalar(text)}\n", "a.yaml")
    assert node == {Text("甲"): text}, findings
