import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.conform.text import repair_sara_am, thai, tidy

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=20)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("  ตาก  ", "ตาก"),
        ("จำนวน\nคนจน\t(พันคน)", "จำนวน คนจน (พันคน)"),
        ("\ufeffitem", "item"),
        ("น่า\u200bน", "น่าน"),
        (2549.0, "2549.0"),
    ],
)
def test_padding_and_invisible_signs_go(printed: object, read: str) -> None:
    assert tidy(printed) == read


@pytest.mark.parametrize("broken", ["ลำ าปาง", "ล ําปาง", "ล\u0e4d\u0e32ปาง", "ลำปาง"])
def test_a_split_sara_am_is_joined(broken: str) -> None:
    assert repair_sara_am(broken) == "ลำปาง"


@given(st.text(max_size=30))
def test_tidy_text_is_in_nfc_unpadded_and_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert tidy(once) == once


@given(THAI)
def test_repair_leaves_whole_text_alone(text: str) -> None:
    once = repair_sara_am(text)
    assert "\u0e4d\u0e32" not in once
    if "\u0e33" not in once:
        assert once == text


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("ลำ าปาง", "ลำปาง"),
        ("กำ าแพงเพชร", "กำแพงเพชร"),
        ("อำ านาจเจริญ", "อำนาจเจริญ"),
        ("เชีียงใหม่", "เชียงใหม่"),
        ("น่่าน", "น่าน"),
        ("เเพร่", "แพร่"),
    ],
)
def test_a_vowel_or_tone_set_twice_is_set_once(broken: str, meant: str) -> None:
    assert thai(broken) == meant


@given(THAI)
def test_repaired_text_stays_as_it_is(text: str) -> None:
    assert thai(thai(text)) == thai(text)
