"""Units as headers name them: what a printed number is multiplied by to be in the base unit."""

import re

from etl.conform.text import tidy

SCALES: tuple[tuple[str, float], ...] = (
    ("พันล้าน", 1e9),
    ("ร้อยล้าน", 1e8),
    ("สิบล้าน", 1e7),
    ("ล้าน", 1e6),
    ("แสน", 1e5),
    ("หมื่น", 1e4),
    ("พัน", 1e3),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("'000", 1e3),
)
COUNTED = r"(?:บาท|คน|ครัวเรือน|ราย|แห่ง|baht|persons?|people|households?)"


def scale_of(label: object) -> float:
    """Return what a number under ``label`` is multiplied by: 1,000 under ``(พันคน)``.

    A word of size counts only beside what is counted (``พันบาท``, ``thousand persons``), so that
    ``พันธุ์`` or a name is none. One where nothing is said.

    Examples
    --------
    >>> scale_of("จำนวนคนจน (พันคน)"), scale_of("ล้านบาท"), scale_of("Thousand persons")
    (1000.0, 1000000.0, 1000.0)
    """
    text = tidy(label).lower()
    for word, scale in SCALES:
        if re.search(rf"{word}\s*{COUNTED}", text):
            return scale
    return 1.0
