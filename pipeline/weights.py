"""What trained components of ours share: spaCy pipes whose knowledge is numpy arrays in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from spacy.pipeline.pipe import Pipe
from spacy.tokens import Doc
from spacy.util import minibatch


class ArrayPipe(Pipe):
    """A component that reads batches of docs by ``arrays``; without them it leaves the docs as they are.

    A subclass names its ``file``, sets itself up in ``set_weights`` and works in ``_read``.
    """

    file: ClassVar[str]
    arrays: dict[str, npt.NDArray[Any]]

    def set_weights(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        """Takes what was trained: name → array, as :meth:`to_disk` wrote them."""
        raise NotImplementedError

    def _read(self, docs: list[Doc]) -> list[Doc]:
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """The doc, read."""
        return self._read([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The same docs, in order, read ``batch_size`` at a time."""
        for batch in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            yield from self._read(list(batch))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the arrays to ``file`` in the folder ``path``, which is made; spaCy's ``exclude`` is not used."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / self.file, **self.arrays)  # type: ignore[arg-type]

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Reads what :meth:`to_disk` wrote. Raises OSError when it is not there, ValueError when it holds objects."""
        with np.load(Path(path) / self.file, allow_pickle=False) as stored:
            self.set_weights({key: stored[key] for key in stored.files})
        return self
