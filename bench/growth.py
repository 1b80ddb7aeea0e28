"""How time and memory grow with entry rows and with scorecards."""

from __future__ import annotations

from tools.measure import best

LINEAR = 1.5
"""Growth is called linear while the time for one more row does not rise by more than this factor."""


def main() -> None:
    _table("entries", "rows in 收入明细 and in 支出明细", (100, 1_000, 10_000))
    print()
    _table("scorecards", "project scorecards", (5, 20, 80))


def _table(step: str, what: str, sizes: tuple[int, ...]) -> None:
    print(f"{what:36}{'sheets':>8}{'cells':>9}{'formulas':>9}{'seconds':>9}{'peak MB':>9}{'ms for one more':>17}")
    measured = best(*((step, str(size)) for size in sizes), times=3)
    marginal: list[float] = []
    for i, (size, now) in enumerate(zip(sizes, measured, strict=True)):
        f = now.facts
        line = f"{size:<36}{f['sheets']:>8}{f['cells']:>9}{f['formulas']:>9}{now.seconds:9.2f}{now.megabytes:9.0f}"
        if i:
            marginal.append((now.seconds - measured[i - 1].seconds) / (size - sizes[i - 1]) * 1000)
            line += f"{marginal[-1]:17.2f}"
        print(line)
    verdict = "linear" if marginal[-1] <= LINEAR * marginal[0] else "more than linear"
    print(f"time for one more: {marginal[0]:.2f} ms, then {marginal[-1]:.2f} ms: {verdict}")


if __name__ == "__main__":
    main()
