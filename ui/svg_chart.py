"""Charts as inline SVG: bars for things, columns for times; drawn from numbers alone, so that they open offline."""

from collections.abc import Sequence
from html import escape

from ui.output import plain

WIDTH, LINE, HEIGHT = 680, 24, 190
LABEL, NUMBER = 190, 70
"""Room for the labels of bars, and for the number behind the longest."""
INK, BAR, AXIS = "#1d2433", "#2f6f9f", "#a9b1c4"
_LETTERS = 26
"""Letters of a bar's label; the whole of it is in its title."""


def bars(points: Sequence[tuple[str, str, float]], title: str) -> str:
    """Return a bar for each of label, number as text, and value; the longest fills the width."""
    most = max((value for _, _, value in points), default=0.0) or 1.0
    room = WIDTH - LABEL - NUMBER
    drawn = []
    for at, (label, shown, value) in enumerate(points):
        top, long = at * LINE, max(1.0, room * max(0.0, value) / most)
        drawn.append(
            f"<g><title>{_text(label)}: {_text(shown)}</title>"
            f'<text x="{LABEL - 8}" y="{top + 16}" text-anchor="end">{_text(_short(label))}</text>'
            f'<rect x="{LABEL}" y="{top + 4}" width="{long:.1f}" height="{LINE - 8}" fill="{BAR}"/>'
            f'<text x="{LABEL + long + 6:.1f}" y="{top + 16}">{_text(shown)}</text></g>'
        )
    return _svg(len(points) * LINE, title, "".join(drawn))


def columns(points: Sequence[tuple[str, str, float]], title: str) -> str:
    """Return a column for each of label, number as text, and value, in their order; the highest fills the height."""
    most = max((value for _, _, value in points), default=0.0) or 1.0
    step, base, room = WIDTH / max(1, len(points)), HEIGHT - 36, HEIGHT - 36 - 18
    every = -(-len(points) // 12)
    drawn = [f'<line x1="0" y1="{base}" x2="{WIDTH}" y2="{base}" stroke="{AXIS}"/>']
    for at, (label, shown, value) in enumerate(points):
        left, high = at * step, room * max(0.0, value) / most
        middle = left + step / 2
        # The last label ends with its column: it would be cut off at the edge of the picture.
        last = at == len(points) - 1
        place = f'x="{left + step:.1f}" text-anchor="end"' if last else f'x="{middle:.1f}" text-anchor="middle"'
        told = f'<text {place} y="{base + 16}">{_text(label)}</text>'
        drawn.append(
            f"<g><title>{_text(label)}: {_text(shown)}</title>"
            f'<rect x="{left + step * 0.12:.1f}" y="{base - high:.1f}" width="{step * 0.76:.1f}" height="{high:.1f}" '
            f'fill="{BAR}"/><text x="{middle:.1f}" y="{base - high - 4:.1f}" text-anchor="middle">{_text(shown)}</text>'
            f"{told if (len(points) - 1 - at) % every == 0 else ''}</g>"
        )
    return _svg(HEIGHT, title, "".join(drawn))


def _svg(height: int, title: str, inner: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{_text(title)}" '
        f'font-size="12" fill="{INK}">{inner}</svg>'
    )


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"


def _text(text: str) -> str:
    return escape(plain(" ".join(text.split())))
