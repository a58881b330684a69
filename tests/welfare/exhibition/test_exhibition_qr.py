"""A QR code as the player draws it."""

from welfare.exhibition.qr import qr


def test_a_code_has_three_finders_and_grows_with_its_address() -> None:
    short, long = qr("https://a.go.th"), qr("https://a.go.th/" + "exhibition" * 12)
    assert int(str(short["size"])) < int(str(long["size"]))
    size = int(str(short["size"]))
    rows = [f"{int(row, 16):0{size}b}" for row in str(short["rows"]).split()]
    assert {len(row) for row in rows} == {size}
    finder = "1111111"
    assert rows[0].startswith(finder)
    assert rows[0].endswith(finder)
    assert rows[-1].startswith(finder)
