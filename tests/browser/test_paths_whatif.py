"""What happens to disparity if assistance money followed poverty? From the first page, as one new
to the app goes; the numbers are worked out anew from the warehouse."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import duckdb
import numpy as np
import pytest
from visitor import Visit

from welfare.language.messages import messages

pytestmark = pytest.mark.browser

MOST_INTERACTIONS = 5
RELIEF = """
    SELECT m.value AS money, p.value AS poor, h.value AS people
    FROM indicator_value m JOIN indicator_value p USING (area_id) JOIN indicator_value h
      USING (area_id)
    WHERE m.indicator_id = 'relief_thb' AND m.year = 2012 AND m.area_kind = 'province'
      AND p.indicator_id = 'poor_persons' AND p.year = 2011 AND p.is_current
      AND h.indicator_id = 'registered_persons' AND h.year = 2012
      AND m.value IS NOT NULL AND p.value IS NOT NULL AND h.value IS NOT NULL
    ORDER BY area_id
"""


def ginis(file: Path) -> tuple[str, str]:
    """Return the Gini of relief per head now and shared by the poor, from all pairs of people."""
    with duckdb.connect(str(file), read_only=True) as connection:
        money, poor, people = np.array(connection.execute(RELIEF).fetchall()).T
    share = people / people.sum()

    def gini(total: np.ndarray) -> str:
        head = total / people
        apart = np.abs(head[:, None] - head[None, :])
        return f"{share @ apart @ share / (2 * (share @ head)):.3f}"

    return gini(money), gini(money.sum() * poor / poor.sum())


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_happens_to_disparity_if_assistance_money_followed_poverty(
    visit: Visit, built_warehouse: Path, language: str
) -> None:
    before, after = ginis(built_warehouse)
    said, interactions = messages(), 0
    visit.open(f"?lang={language}")
    visit.page.get_by_role("button", name=said["section.inequality"][language]).click()
    interactions += 1
    visit.page.get_by_role("menuitem", name=said["page.whatif"][language]).click()
    interactions += 1
    visit.page.wait_for_url(lambda url: "/whatif" in url)
    visit.settle()
    answer = visit.page.locator(".wa-headline").inner_text()
    assert said["whatif.rule.poor"][language] in answer
    assert re.findall(r"0\.\d{3}", answer)[:2] == [before, after]
    assert interactions <= MOST_INTERACTIONS
    assert visit.errors == []
    assert visit.outside == []


@pytest.mark.parametrize(("hand", "length"), [("", 10), ("~hand-30-500000_58-0", 13)])
def test_the_code_of_the_page_gives_the_numbers_of_the_page(
    visit: Visit, hand: str, length: int
) -> None:
    link = "whatif?lang=en&indicator=grants_thb&year=2011&scenario=poor-70_uncovered-30~floor-80n"
    visit.open(f"{link}{hand}")
    visit.page.get_by_text(messages()["whatif.python"]["en"], exact=True).click()
    code = visit.page.locator("[data-testid=stCode] code").first.inner_text()
    shown = visit.page.locator(".wa-table").first.locator("tbody tr").all_inner_texts()
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(code, {})  # noqa: S102 - what the page offers to run is what is tried
    lines = [line.split() for line in printed.getvalue().splitlines()]
    assert len(lines) == 2
    assert len(code.splitlines()) == length
    told = [row.replace("−", "-").split("\t") for row in shown]
    by_page = [[row[column] for row in (told[0], told[3], told[4])] for column in (1, 2)]
    assert [[f"{float(value):.3f}" for value in line] for line in lines] == by_page


def test_more_than_there_is_explains_itself(visit: Visit) -> None:
    visit.open("whatif?lang=en&scenario=now-1~hand-30-999999999")
    told = visit.page.locator("[data-testid=stAlert]").inner_text()
    assert "more than the" in told
    assert visit.page.locator(".st-key-card_whatif_who").count() == 0


def test_an_amount_is_typed_into_the_table(visit: Visit) -> None:
    visit.open("whatif?lang=en")
    visit.page.get_by_text(messages()["whatif.hand"]["en"], exact=True).click()
    table = visit.page.locator("[data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for()
    visit.page.wait_for_timeout(1000)
    box = table.bounding_box()
    assert box is not None
    # The first row's last cell: the table is a drawing, its cells are places on it.
    visit.page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 55)
    visit.page.keyboard.press("Enter")
    visit.page.locator("input.gdg-input").wait_for()
    visit.page.keyboard.type("500000", delay=30)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**hand-15-500000*")
    visit.settle()
    assert "set by hand in 1" in visit.page.locator(".wa-headline").inner_text()
    assert visit.errors == []
