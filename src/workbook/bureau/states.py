"""The one state in which each unit is."""

from __future__ import annotations

from typing import Any, Literal

from workbook.bureau.disputes import Dispute

State = Literal[
    "not issued", "issued", "not returned", "unreadable", "rejected", "explain", "conflict", "accepted", "dropped"
]  # fmt: skip
STATES: tuple[State, ...] = (
    "accepted", "explain", "rejected", "unreadable", "conflict", "not returned", "issued", "not issued", "dropped",
)  # fmt: skip
"""accepted: a file counts. explain, rejected, unreadable: so the newest file. conflict: a person must decide. not
returned: handed out before the last collecting, and nothing has come; issued: handed out, and nothing was collected
since. not issued: in the register only. dropped: an earlier register had it, the present one has not, and no file of it
counts.
"""


def state_of(
    current: int | None, disputes: tuple[Dispute, ...], last: Any, issued: int | None, done: int, *, dropped: bool
) -> State:
    """A file of two minds leaves a unit's state alone when the unit has files of its own.

    current: the file that counts; last: its newest, None without; issued: the last collecting before a workbook was
    handed out; done: the last one that was finished.
    """
    if any(dispute.unit for dispute in disputes):
        return "conflict"
    if current is not None:
        return "accepted"
    if dropped:
        return "dropped"
    if last is not None:
        return last["verdict"]  # type: ignore[no-any-return]
    if disputes:
        return "conflict"
    if issued is not None:
        return "not returned" if done > issued else "issued"
    return "not issued"
