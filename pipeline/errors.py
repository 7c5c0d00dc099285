"""The errors a user can meet, each saying what, where and what to do.

CrosscheckError
├── InputError        one input cannot be taken; it is listed as rejected and the batch goes on
├── NothingToBuild    no article was taken at all
├── OutputError       the build folder cannot be written or read
├── DataError         a file under data/ is missing or malformed
└── ReviewsError      the store of decisions cannot be used, or a decision cannot be taken
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Rejected


class CrosscheckError(Exception):
    """Base of all errors meant for the user: ``reason`` says what is the matter, ``hint`` what to do."""

    def __init__(self, reason: str, *, where: str = "", hint: str = "", row: int | None = None) -> None:
        self.reason, self.where, self.hint, self.row = reason, where, hint, row
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}, row {self.row}" if self.row is not None else self.where
        return f"{place + ': ' if place else ''}{self.reason}{'. ' + self.hint if self.hint else ''}"

    def __reduce__(self) -> tuple[object, ...]:  # keeps the keywords when a worker process sends the error back
        return (_rebuild, (type(self), self.reason, self.where, self.hint, self.row))


def _rebuild(cls: type[CrosscheckError], reason: str, where: str, hint: str, row: int | None) -> CrosscheckError:
    return cls(reason, where=where, hint=hint, row=row)


class InputError(CrosscheckError):
    """One input cannot be taken."""


class NothingToBuild(CrosscheckError):  # noqa: N818 (it says what happened)
    """No article could be taken at all; ``rejected`` (rows of that table) says of each input why."""

    rejected: Sequence[Rejected] = ()


class OutputError(CrosscheckError):
    """The build folder cannot be written, or holds no readable build."""


class DataError(CrosscheckError):
    """A file under ``data/`` is missing or malformed."""


class ReviewsError(CrosscheckError):
    """The store of decisions cannot be opened, read or written, or a decision cannot be taken as it is."""
