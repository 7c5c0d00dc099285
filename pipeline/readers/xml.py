"""XML read without what makes it dangerous: entities, external references, depth (defusedxml over the standard
parser)."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import ParseError

from pipeline.errors import InputError
from pipeline.readers import markup


def parse(data: bytes, what: str) -> Any:
    """The root element. Raises InputError for XML that is broken, defines entities, or is nested too deeply."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    markup.check_shape(data.decode("utf-8", "replace"))
    try:
        return fromstring(data)
    except DefusedXmlException as error:
        raise InputError(f"is {what} that defines entities, which is a known trap", hint="Leave it out") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputError(
            f"is broken {what}: {' '.join(str(error).split())[:160]}", hint="Save or download it again"
        ) from error


def name(node: Any) -> str:
    """An element's name without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: Any, *names: str) -> list[Any]:
    """The children with one of the names, whatever their namespace."""
    return [child for child in node if name(child) in names]


def words(node: Any, *names: str) -> str:
    """The text of the first child with one of the names that has any, in the order of the names."""
    for wanted in names:
        for child in children(node, wanted):
            found = "".join(child.itertext()).strip()
            if found:
                return found
    return ""
