"""A reader's question, from the first page on: did the fund's money per poor person change?"""

import pytest
from playwright.sync_api import expect
from visitor import Visit

from welfare.language.messages import messages

pytestmark = pytest.mark.browser


def said(key: str) -> str:
    return messages()[key]["th"]


def test_money_per_poor_person_in_yasothon_and_how_sure_in_four_steps(visit: Visit) -> None:
    page = visit.page
    visit.open("")
    visit.turn_to("places", "profile", "th")
    page.wait_for_url(lambda url: "/profile" in url)
    visit.settle()
    search = page.get_by_label(said("profile.search"))
    search.fill("ยโสธร")
    search.press("Enter")
    page.wait_for_url(lambda url: "province=35" in url)
    visit.settle()
    card = page.locator(".st-key-card_profile_grants_thb_per_poor_person")
    finding = card.locator("h3")
    expect(finding).to_contain_text("เงินกองทุนต่อคนจนของยโสธรลดลง 58%")
    expect(finding).to_contain_text("16.58 บาทต่อคนจน ในปีงบประมาณ 2551")
    expect(finding).to_contain_text("6.95 บาทต่อคนจน ในปีงบประมาณ 2554")
    expect(card).to_contain_text(said("profile.poor.how_sure"))
    expect(card).to_contain_text("แหล่งข้อมูลไม่ให้ช่วงความเชื่อมั่น")
    expect(card).to_contain_text("เส้นความยากจนชุดปรับใหม่")
    expect(card).to_contain_text("ทิศทางจึงไม่เปลี่ยน")
    assert not visit.outside
    assert not visit.errors


def test_provinces_are_turned_over_by_keyboard_and_back(visit: Visit) -> None:
    page = visit.page
    visit.open("profile?province=35")
    button = page.locator(".st-key-profile_next button")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "province=36" in url)
    visit.settle()
    expect(page.locator(".st-key-card_profile_head h3")).to_have_text("ชัยภูมิ")
    page.go_back()
    page.wait_for_url(lambda url: "province=35" in url)
    visit.settle()
    expect(page.locator(".st-key-card_profile_head h3")).to_have_text("ยโสธร")
