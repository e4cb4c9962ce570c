"""Small PDFs made by hand: lines at places, in a type and a size."""

from collections.abc import Sequence
from dataclasses import dataclass

_FONTS = (
    "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
    "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A line on a page; ``up`` is its distance from the foot of the page, in points, of 792."""

    text: str
    up: float
    size: float = 10
    bold: bool = False
    along: float = 72
    turned: bool = False


Page = Sequence[Put]


def column(*texts: str, top: float = 700, size: float = 10, step: float = 12) -> list[Put]:
    """Return lines one below the other. A text that begins with # is a heading, one that is empty a gap."""
    lines: list[Put] = []
    at = top
    for text in texts:
        heading = text.startswith("#")
        at -= 8 if heading else 0
        if text:
            lines.append(Put(text=text.lstrip("# "), up=at, size=size + 4 if heading else size, bold=heading))
        at -= step + (6 if heading else 0)
    return lines


def make_pdf(pages: Sequence[Page], title: str = "", author: str = "") -> bytes:
    """Return a PDF with these pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    bodies: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONTS.encode(),
    ]
    for number, page in enumerate(pages):
        content = "".join(_drawn(line) for line in page).encode("latin-1")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font 3 0 R >> "
            f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        bodies.append(stream(content))
    bodies.append(f"<< /Title ({title}) /Author ({author}) >>".encode("latin-1"))
    return assemble(bodies, info=len(bodies))


def stream(content: bytes, entries: str = "") -> bytes:
    """Return a stream object with these bytes."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def assemble(bodies: Sequence[bytes], info: int | None = None) -> bytes:
    """Return a PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    told = f"/Info {info} 0 R " if info else ""
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {told}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _drawn(line: Put) -> str:
    text = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    font = "F2" if line.bold else "F1"
    place = f"0 1 -1 0 {line.along} {line.up} Tm" if line.turned else f"1 0 0 1 {line.along} {line.up} Tm"
    return f"BT /{font} {line.size} Tf {place} ({text}) Tj ET\n"
