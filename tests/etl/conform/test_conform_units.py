import pytest

from etl.conform.units import scale_of


@pytest.mark.parametrize(
    ("label", "scale"),
    [
        ("จำนวนคนจน (พันคน)", 1_000),
        ("พันครัวเรือน", 1_000),
        ("งบประมาณ (ล้านบาท)", 1_000_000),
        ("พันล้านบาท", 1_000_000_000),
        ("หมื่นคน", 10_000),
        ("million baht", 1_000_000),
        ("Thousand persons", 1_000),
        ("จำนวนเงิน (บาท)", 1),
        ("ร้อยละ", 1),
        ("พันธุ์ข้าว", 1),
        ("", 1),
        (None, 1),
    ],
)
def test_a_word_of_size_counts_only_beside_what_is_counted(label: object, scale: float) -> None:
    assert scale_of(label) == scale
