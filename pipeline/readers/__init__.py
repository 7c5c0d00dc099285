"""Readers: what a file holds → its articles' texts and what the file itself tells about them.

A reader is a function ``Source → Iterator[Item | Rejected]``, one a module, chosen by the file's first bytes and then
by its suffix (:mod:`pipeline.readers.kinds`). It knows nothing of outlets or ids: what an Item says is looked up and
checked by :mod:`pipeline.articles`. A whole file that cannot be read raises InputError; one row of it is a Rejected,
and the rest goes on. Readers are imported when the first file of their kind turns up.
"""

from pipeline.readers.kinds import read
from pipeline.readers.source import Found, Item, Options, Source, of_path
from pipeline.readers.unchanged import read as read_file

__all__ = ["Found", "Item", "Options", "Source", "of_path", "read", "read_file"]
