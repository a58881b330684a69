"""Compare: what stands side by side is in the link, and an index is refused in words."""

import pytest
from opening import faultless, opened, said

from welfare.language import message

pytestmark = pytest.mark.usefixtures("served_warehouse")


@pytest.mark.parametrize("by", ["provinces", "regions", "ages", "years"])
def test_a_link_restores_what_is_compared(by: str) -> None:
    at = opened("compare", lang="en", by=by, scale="indexed")
    assert faultless(at)
    assert not at.warning
    assert len(at.multiselect(key="compare_members").value) >= 2
    refused = message("compare.refused.years", "en")
    assert (refused in said(at).replace("\\", "")) == (by == "years")


def test_what_is_chosen_goes_into_the_link() -> None:
    at = opened("compare", lang="en", beside="30,35", shown="poverty_rate_pct")
    assert at.multiselect(key="compare_members").value == ["30", "35"]
    at.multiselect(key="compare_members").set_value(["30", "35", "TH"]).run()
    assert at.query_params["beside"] == "30,35,TH"
    at.multiselect(key="compare_shown").set_value(["poverty_rate_pct", "gpp_thb"]).run()
    assert at.query_params["shown"] == "poverty_rate_pct,gpp_thb"
    assert faultless(at)
    assert "Gross provincial product" in said(at)


@pytest.mark.parametrize("value", ["99", "30,30", "30,", ",".join(map(str, range(2000, 2009)))])
def test_what_cannot_stand_side_by_side_is_named(value: str) -> None:
    at = opened("compare", lang="en", beside=value)
    assert faultless(at)
    assert len(at.warning) == 1


def test_tables_open() -> None:
    at = opened("compare", lang="th", by="years")
    for key in [key for key in at.session_state.to_dict() if key.startswith("table_")]:
        at.session_state[key] = True
    assert faultless(at.run())
    assert "wa-table" in said(at)
