"""Values over years: the province and what it is set beside; a gap is a gap, a break is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from welfare.briefs.drawing import Drawing, Label, circle, line, polyline
from welfare.charts.theme import LIGHT

LEFT, RIGHT, TOP, BOTTOM = 22.0, 76.0, 12.0, 14.0
NAMED, LEAST = 6.0, 8.0
"""Points more above where a name stands there; fewest points from one step to the next."""
APART = 9.0
"""Points from the name of one line to the next."""
Stretch = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """A line in stretches of (year, value) that nothing interrupts.

    Its name and last value stand beside its end where it is ``named``.
    """

    name: str
    stretches: Sequence[Stretch]
    colour: str
    dash: str = "none"
    width: float = 1.4
    named: bool = True

    @property
    def last(self) -> tuple[float, float]:
        """The last year and value."""
        return self.stretches[-1][-1]


@dataclass(frozen=True)
class Frame:
    """What the lines stand in: the box, the years below, how values and steps are written.

    ``highest`` is a value that the axis reaches at least, ``left`` and ``right`` the room for
    steps and names, ``name`` what is written above.
    """

    width: float
    height: float
    years: Sequence[int]
    shown_year: Callable[[int], str]
    shown_value: Callable[[float], str]
    shown_step: Callable[[float], str]
    breaks: Sequence[tuple[float, str]] = ()
    highest: float = 0.0
    left: float = LEFT
    right: float = RIGHT
    name: str = ""


def trend(lines: Sequence[Line], faint: Sequence[Stretch], frame: Frame, alt: str) -> Drawing:
    """Return the lines over their years, the ``faint`` ones of all other provinces behind them."""
    lines = [each for each in lines if each.stretches]
    values = [value for each in _stretches(lines, faint) for _, value in each]
    steps = round_steps(max([frame.highest, *values]) or 1.0)
    first, last = frame.years[0], frame.years[-1]
    top = TOP + NAMED if frame.name else TOP
    room_x, room_y = frame.width - frame.left - frame.right, frame.height - top - BOTTOM

    def at(year: float, value: float) -> tuple[float, float]:
        across = (year - first) / (last - first) if last > first else 0.5
        return frame.left + across * room_x, top + (1 - value / steps[-1]) * room_y

    if room_y / len(steps) < LEAST:
        steps = [steps[0], steps[-1]]
    shapes = [line(at(first, step), at(last, step), LIGHT.grid, 0.6) for step in steps]
    labels = [
        Label(
            frame.left - 4,
            at(first, step)[1] + 2.4,
            frame.shown_step(step),
            LIGHT.muted,
            7,
            False,
            "end",
        )
        for step in steps
    ]
    if frame.name:
        labels.append(Label(0, 6, frame.name, LIGHT.ink, 7.5, True))
    for year in frame.years:
        place = Label(at(year, 0)[0], frame.height - 3, frame.shown_year(year), LIGHT.muted, 7)
        labels.append(_centred(place))
    for between, reason in frame.breaks:
        x = at(between, 0)[0]
        shapes.append(
            line((x, top - 2), (x, at(first, 0)[1]), LIGHT.muted, 0.6, stroke_dasharray="2 2")
        )
        labels.append(_centred(Label(x, 6, reason, LIGHT.muted, 6.5)))
    shapes += [
        polyline([at(*point) for point in each], LIGHT.missing, 0.35)
        for each in faint
        if len(each) > 1
    ]
    for each in lines:
        shapes += _drawn(each, at)
    return Drawing(frame.width, frame.height, shapes, (*labels, *_names(lines, frame, at)), alt)


def round_steps(highest: float) -> list[float]:
    """Return three to six round numbers from nought up to at least ``highest``."""
    size = 1.0
    while size * 10 < highest:
        size *= 10
    while size >= highest > 0:
        size /= 10
    step = next(size * part for part in (0.5, 1.0, 2.0, 2.5, 5.0) if size * part * 5 >= highest)
    count = next(n for n in range(1, 7) if n * step >= highest)
    return [n * step for n in range(count + 1)]


def _stretches(lines: Sequence[Line], faint: Sequence[Stretch]) -> list[Stretch]:
    return [*(stretch for each in lines for stretch in each.stretches), *faint]


def _drawn(each: Line, at: Callable[[float, float], tuple[float, float]]) -> list[str]:
    strokes = [
        polyline(
            [at(*point) for point in stretch], each.colour, each.width, stroke_dasharray=each.dash
        )
        for stretch in each.stretches
        if len(stretch) > 1
    ]
    dots = [
        circle(*at(*point), each.width * 1.25, each.colour)
        for stretch in each.stretches
        for point in stretch
    ]
    return [*strokes, *dots]


def _names(
    lines: Sequence[Line], frame: Frame, at: Callable[[float, float], tuple[float, float]]
) -> list[Label]:
    """Return the names of lines beside their ends, the last value first, apart from one another."""
    ends = sorted(
        ((at(*each.last)[1], each) for each in lines if each.named), key=lambda end: -end[0]
    )
    lowest, named = frame.height - BOTTOM + APART, []
    for y, each in ends:
        lowest = min(y, lowest - APART)
        words = f"{frame.shown_value(each.last[1])} {each.name}".strip()
        bold = each.width > Line.width
        named.append(
            Label(frame.width - frame.right + 6, lowest + 2.6, words, each.colour, 7.5, bold)
        )
    return named


def _centred(label: Label) -> Label:
    return Label(label.x, label.y, label.words, label.colour, label.size, label.bold, "middle")
