"""Lines about articles that were taken all the same: those that say the same of many are one line."""

from __future__ import annotations


class Notes:
    """Gathers notes; :meth:`lines` has one for each thing said, with the first place it was said of and how many
    more."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[str, int]] = {}

    def add(self, where: str, what: str, hint: str) -> None:
        first, more = self._said.get((what, hint), (where, -1))
        self._said[what, hint] = (first, more + 1)

    def lines(self) -> list[str]:
        return [
            f"{where}{f' and {more:,} more' if more else ''}: {what}. {hint}"
            for (what, hint), (where, more) in self._said.items()
        ]
