"""Files of every kind that is read, made from a few words, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

LEAD = "At least 45 people died when floods swept through the Kelvar valley, the interior ministry said on Tuesday."
MORE = (
    "Some 2,000 residents lost their homes, according to the Red Cross, and 300 soldiers were sent to the "
    "region to help.",
    "Officials had put the toll at 38 on Monday; they warned that it could rise as 120 people were still missing.",
    "The river rose by 4.5 metres in two days. Damage may reach $30m, the finance ministry estimated in a first "
    "report.",
)
STORY = (LEAD, *MORE)


def pdf(pages: Sequence[Sequence[str]], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF 1.4 with one text line under the other on each page."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
        stream = b"BT /F1 10 Tf 14 TL 50 780 Td\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    objects.append(b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in (info or {}).items()))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    out_end = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, size - 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + out_end


def _escaped(line: str) -> bytes:
    return line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def protected(data: bytes, password: str) -> bytes:
    """A PDF that opens with a password only."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(paragraphs: Sequence[str], title: str = "", author: str = "") -> bytes:
    """A Word document."""
    import docx as library

    document = library.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.core_properties.title, document.core_properties.author = title, author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An Excel workbook with these rows on its sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: Mapping[str, bytes | str], stored: bool = False) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def epub(chapters: Mapping[str, Sequence[str]], title: str = "Valley Review", publisher: str = "Valley Press") -> bytes:
    """An EPUB with a chapter a heading."""
    files: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    }
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files["OEBPS/book.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:publisher>{publisher}</dc:publisher><dc:date>2021-05-20</dc:date>"
        f"</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    for n, (heading, paragraphs) in enumerate(chapters.items()):
        body = f"<h1>{heading}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs)
        files[f"OEBPS/c{n}.xhtml"] = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return archive(files)


def page(
    paragraphs: Sequence[str] = STORY,
    head: str = "",
    title: str = "Floods kill 45 in the Kelvar valley",
    around: str = "",
) -> str:
    """A plain web page with an article."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{around}"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(items: Sequence[Mapping[str, str]], title: str = "Valley Wire") -> str:
    """An RSS 2.0 feed; keys of an item are its elements."""
    entries = "".join("<item>" + "".join(f"<{k}>{v}</{k}>" for k, v in item.items()) + "</item>" for item in items)
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title>{entries}</channel></rss>'
    )
