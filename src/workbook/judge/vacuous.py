"""Texts that stand where a reason is asked for, and give none."""

from __future__ import annotations

import re

_WORDS = re.compile(r"\w.*\w", re.DOTALL)
"""A reason has at least two letters; a stop or a dash says nothing."""
_NOTHING = frozenset(
    "没有 暂无 无原因 没有原因 无特殊原因 无特别原因 没有特殊原因 无说明 没有说明 无需说明 不需说明 无须说明 不用说明"
    " 不详 未知 不清楚 不知道 不明 原因 理由 变动原因 主要原因 没什么 无其他".split()
)
_ELSEWHERE = frozenset("同上 同前 同左 见上 见前 如上 见左".split())


def says_nothing(text: str, *, alone: bool = False) -> bool:
    """Whether there is no word in it, or only one with which nothing is said (无、不详). alone: it is printed without
    what stands above it in the workbook, so that 同上 says nothing either.
    """
    letters = "".join(re.findall(r"\w", text)).replace("_", "")
    return not _WORDS.search(text) or letters in _NOTHING or (alone and letters in _ELSEWHERE)
