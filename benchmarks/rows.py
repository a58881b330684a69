"""A row of a benchmark's table as it is printed: what was done, the floor, ours, their ratio."""

Row = tuple[str, str, str, str]
ALLOWED_SECONDS = 3.0
"""What a first view and a printed brief may take."""


def allowed_row(what: str, seconds: float, times: int = 1) -> Row:
    """Return the row of something done ``times`` over, each allowed :data:`ALLOWED_SECONDS`."""
    allowed = ALLOWED_SECONDS * times
    name = f"{what} (allowed: {ALLOWED_SECONDS:.0f} s{' each' if times > 1 else ''})"
    return name, f"{allowed:.2f} s", f"{seconds:.2f} s", f"{seconds / allowed:.2f}"


def floor_row(what: str, floor: float, ours: float) -> Row:
    """Return the row of something whose floor was measured in the same run, both in seconds."""
    return what, f"{floor:.2f} s", f"{ours:.2f} s", f"{ours / floor:.2f}"
