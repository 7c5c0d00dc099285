"""Lines about articles that were taken all the same: those that say the same of many are one line."""

from __future__ import annotations

_NAMED = 8  # outlets named in one line


class Notes:
    """Gathers notes; :meth:`lines` has one for each thing said, with the first place it was said of and how many
    more, and one for all outlets that are not known."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[str, int]] = {}
        self._outlets: list[str] = []

    def add(self, where: str, what: str, hint: str) -> None:
        """``what`` is odd about the article at ``where``, and ``hint`` says what to do."""
        first, more = self._said.get((what, hint), (where, -1))
        self._said[what, hint] = (first, more + 1)

    def unknown(self, outlet: str) -> None:
        """An outlet that the register does not have, by the name that is printed."""
        self._outlets.append(outlet)

    def lines(self) -> list[str]:
        """A line for each thing said, in the order it was first said, and one for unknown outlets."""
        told = [
            f"{where}{f' and {more:,} more' if more else ''}: {what}. {hint}"
            for (what, hint), (where, more) in self._said.items()
        ]
        if few := self._outlets[:_NAMED]:
            more = len(self._outlets) - len(few)
            names = ", ".join(few) + (f" and {more:,} more" if more else "")
            told.append(
                f"{'outlet' if len(self._outlets) == 1 else 'outlets'} not known: {names}. Taken as printed; to name "
                "them add rows to an outlets.csv of your own (docs/articles.md)"
            )
        return told
