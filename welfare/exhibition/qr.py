"""The code that leads a phone to an address, made on this machine."""

import segno

from welfare.exhibition.making import Node


def qr(address: str) -> Node:
    """Return the modules of a QR code as one path in a box of ``size`` by ``size``.

    Error correction is medium: a screen is bright and clean, and the code stays coarse.
    """
    rows = [list(row) for row in segno.make(address, error="m").matrix]
    path = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"size": len(rows), "path": path}
