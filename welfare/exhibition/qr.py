"""The codes that lead a phone to an address, made on this machine."""

from collections.abc import Sequence

import segno

from welfare.exhibition.making import Node

MASK = 3
"""One of the eight patterns of the standard, all of which phones read; choosing the best of them
for each of hundreds of codes takes eight times as long."""


def qr(address: str) -> Node:
    """Return the modules of a QR code: ``size`` rows of ``size``, packed.

    Error correction is medium: a screen is bright and clean, and the code stays coarse.
    """
    return _packed(segno.make_qr(address, error="m").matrix)


def small_qr(address: str) -> Node:
    """Return the code of one of very many addresses: as coarse as can be, its pattern given."""
    return _packed(segno.make_qr(address, error="l", boost_error=False, mask=MASK).matrix)


def _packed(matrix: Sequence[Sequence[int]]) -> Node:
    """Return the rows as whole numbers in base 16, the leftmost module the highest bit."""
    rows = (int("".join("1" if dark else "0" for dark in row), 2) for row in matrix)
    return {"size": len(matrix), "rows": " ".join(f"{row:x}" for row in rows)}
