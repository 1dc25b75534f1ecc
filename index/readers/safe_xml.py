"""XML and HTML from files that nobody vouches for: the one place that knows lxml.

Entities are not resolved, nothing is fetched, and lxml's own limits on depth and size of text stay on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree, html

XmlError = etree.XMLSyntaxError


def iter_elements(stream: IO[bytes], names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """(local name, element) of every finished element with one of these local names; each is emptied afterwards.

    Raises XmlError.
    """
    tags = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(
        stream, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
    ):
        yield local_name(element), element
        element.clear(keep_tail=True)
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def parse_html(data: bytes, encoding: str) -> Any:
    """The root element of an HTML page; None where it holds nothing. Broken markup is repaired as browsers do."""
    parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError):
        return None
