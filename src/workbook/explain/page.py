"""What a page says, and how it looks as text."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.finding.catalogue import Lang

HEADINGS: dict[Lang, tuple[str, str, str, str]] = {
    "zh": ("查什么", "为什么", "举例", "怎样改"),
    "en": ("What it looks for", "Why it matters", "Example", "How to mend"),
}
RELATION: dict[Lang, str] = {"zh": "关系", "en": "Relation"}
_SPEC: dict[Lang, str] = {"zh": "模板", "en": "Spec"}
_COLON = {"zh": "：", "en": ": "}


@dataclass(frozen=True, slots=True)
class Page:
    """One code in one language. level: a word for its usual weight; formula: of a check, as the spec writes it.

    spec: the name of the spec whose check it is, "" where that is not told.
    """

    code: str
    title: str
    level: str
    looks: str
    why: str
    example: str
    mend: str
    formula: str = ""
    spec: str = ""

    def sections(self, lang: Lang) -> tuple[tuple[str, str], ...]:
        """Heading and text."""
        texts = (self.looks, self.why, self.example, self.mend)
        sections = list(zip(HEADINGS[lang], texts, strict=True))
        if self.formula:
            sections.insert(1, (RELATION[lang], self.formula))
        return tuple(sections)

    def text(self, lang: Lang) -> str:
        """For a terminal."""
        head = f"{self.code} {self.title}" + (f"（{self.level}）" if lang == "zh" else f" ({self.level})")
        body = [f"{heading}{_COLON[lang]}{text}" for heading, text in self.sections(lang)]
        body += [f"{_SPEC[lang]}{_COLON[lang]}{self.spec}"] if self.spec else []
        return "\n".join([head, *body]) + "\n"
