"""The program that takes a PDF apart, run in a process of its own: it may crash, hang or be killed and nothing is lost.

It reads the PDF from its standard input and writes JSON to its standard output: the lines of each page, or what is in
the way. Nothing of the product is imported here, so that it starts quickly and has little that a document could reach.
"""

import ctypes
import json
import re
import sys
from collections.abc import Iterator, Mapping

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

PASSWORD = 4
"""The library's number for a document that needs a password."""
_FONT_NAME = 256
_BOLD_FLAG = 1 << 18
_TURNED = 0.05
_DIVIDED = ("\ufffe", "\x02")
_LINE = re.compile("([^\r\n\ufffe\x02]*)(\r\n|[\r\n\ufffe\x02]|$)")


def limit_itself(memory: int, seconds: int, output: int) -> None:
    """Bound memory and output in bytes and time in seconds of the processor, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", output), ("RLIMIT_CORE", 0)):
        if (number := getattr(resource, kind, None)) is not None:
            try:
                resource.setrlimit(number, (most, most))
            except (ValueError, OSError):
                continue  # A limit that is set lower already stays, and one that the system does not know has no use.


def take_apart(data: bytes, most_pages: int, most_characters: int) -> Mapping[str, object]:
    """Return title and author of the file's metadata and the lines of its pages, or the ``problem``."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"problem": "encrypted" if getattr(error, "err_code", None) == PASSWORD else "damaged"}
    count = len(document)
    if count > most_pages:
        return {"problem": "pages", "count": count}
    pages: list[list[list[object]]] = []
    lost: list[int] = []
    characters = 0
    for number in range(count):
        try:
            lines = list(page_lines(document[number]))
        except pypdfium2.PdfiumError:
            lines = []
            lost.append(number + 1)
        pages.append(lines)
        characters += sum(len(str(line[0])) for line in lines)
        if characters > most_characters:
            return {"problem": "characters", "count": characters}
    told = document.get_metadata_dict(skip_empty=True)
    return {"title": told.get("Title", ""), "author": told.get("Author", ""), "pages": pages, "lost": lost}


def page_lines(page: pypdfium2.PdfPage) -> Iterator[list[object]]:
    """Yield each line of a page: text, size of its first character, whether that is bold, whether it is turned, and
    where it stands: 0 at the top of the page, 1 at its foot."""
    height = page.get_height() or 1.0
    text_page = page.get_textpage()
    text = text_page.get_text_range(errors="replace")
    for found in _LINE.finditer(text):
        line, end = found[1], found[2]
        if shown := line.strip():
            first = found.start() + len(line) - len(line.lstrip())
            # A hyphen at the end of a line comes as a sign of its own, in place of the line's end.
            yield [shown + "-" if end in _DIVIDED else shown, *look(text_page, first, height)]
    text_page.close()
    page.close()


def look(text_page: pypdfium2.PdfTextPage, at: int, height: float) -> tuple[float, bool, bool, float]:
    """Return size, boldness, turn and place of a character."""
    raw = text_page.raw
    name = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, name, _FONT_NAME, ctypes.byref(flags))
    font = name.value.decode("utf-8", "replace").lower()
    heavy = pdfium.FPDFText_GetFontWeight(raw, at) >= 600 or bool(flags.value & _BOLD_FLAG)
    bold = heavy or any(mark in font for mark in ("bold", "medi", "cmbx", "black", "heavy"))
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
    turned = abs(pdfium.FPDFText_GetCharAngle(raw, at)) > _TURNED
    return round(shown_size(raw, at), 2), bold, turned, round(1 - top.value / height, 3)


def shown_size(raw: object, at: int) -> float:
    """Return the size in which a character is shown: the font's own, as its matrix scales it."""
    size = float(pdfium.FPDFText_GetFontSize(raw, at))
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(raw, at, ctypes.byref(matrix)):
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        # Many writers set a font of size 1 and scale it.
        size *= scale if 0.01 < scale < 100 else 1.0
    return size


def main() -> None:
    """Take apart what comes on standard input, within the four limits given as arguments."""
    memory, seconds, most_pages, most_characters = (int(argument) for argument in sys.argv[1:5])
    limit_itself(memory, seconds, most_characters * 16 + 1_000_000)
    try:
        found = take_apart(sys.stdin.buffer.read(), most_pages, most_characters)
    except MemoryError:
        found = {"problem": "memory"}
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
