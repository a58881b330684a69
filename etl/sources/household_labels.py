"""What the household survey calls parts of income, types of expenditure and classes of households.

Codes without an item are sums of others: they are reconciled and set aside. The wording changed
with the round of 2566, the parts and classes did not.
"""

from collections.abc import Mapping

from etl.conform.text import tidy

WHOLE = "whole"
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (WHOLE, ("regular", "income_irregular")),
    (WHOLE, ("consumption", "expenditure_other")),
    ("regular", ("cash", "income_in_kind")),
    ("cash", ("income_work", "income_transfers", "income_property")),
    (
        "cash",
        (
            "income_wages",
            "income_business",
            "income_farm",
            "income_transfers",
            "income_property",
        ),
    ),
    (
        "consumption",
        (
            "expenditure_food",
            "expenditure_alcohol",
            "expenditure_tobacco",
            "expenditure_housing",
            "expenditure_clothing",
            "expenditure_personal",
            "expenditure_health",
            "expenditure_transport",
            "expenditure_education",
            "expenditure_recreation",
            "expenditure_ceremonies",
        ),
    ),
)
"""Sums with their parts; of those of one sum a table holds the parts of its own detail."""
BETWEEN = frozenset(whole for whole, _ in SUMS) - {WHOLE}
"""Sums that are neither the whole nor a smallest part."""

INCOME: Mapping[str, tuple[str, ...]] = {
    WHOLE: ("รายได้ทั้งสิ้น (รวม)", "รายได้ทั้งสิ้นต่อเดือน", "รายได้ทั้งสิ้น"),
    "regular": ("รายได้ประจำ (รวม)", "รายได้ประจำ"),
    "cash": ("รายได้ประจำที่เป็นตัวเงิน (รวม)", "รายได้ที่เป็นตัวเงิน"),
    "income_work": ("รายได้ประจำที่เป็นตัวเงิน (รายได้จากการทำงาน)", "รายได้จากการทำงาน"),
    "income_wages": ("ค่าจ้างและเงินเดือน",),
    "income_business": ("กำไรสุทธิจากการทำธุรกิจ",),
    "income_farm": ("กำไรสุทธิจากการทำการเกษตร",),
    "income_transfers": (
        "รายได้ประจำที่เป็นตัวเงิน (เงินได้รับเป็นการช่วยเหลือ)",
        "เงินที่ได้รับเป็นการช่วยเหลือ",
    ),
    "income_property": ("รายได้ประจำที่เป็นตัวเงิน (รายได้จากทรัพย์สิน)", "รายได้จากทรัพย์สิน"),
    "income_in_kind": ("รายได้ประจำที่ไม่เป็นตัวเงิน (รวม)", "รายได้ที่ไม่เป็นตัวเงิน"),
    "income_irregular": (
        "รายได้ไม่ประจำ (รายได้ที่เป็นตัวเงิน)",
        "รายได้ไม่ประจำ (ที่เป็นตัวเงิน)",
    ),
}
CONSUMPTION = "ค่าใช้จ่ายเพื่อการอุปโภคบริโภค"
EXPENDITURE: Mapping[str, tuple[str, ...]] = {
    WHOLE: ("รวม", "รวมทั้งสิ้น", "ค่าใช้จ่ายทั้งสิ้น"),
    "consumption": (f"{CONSUMPTION} (รวม)",),
    "expenditure_food": (f"{CONSUMPTION} (อาหาร และเครื่องดื่ม (ไม่มีแอลกอฮอล์))",),
    "expenditure_alcohol": (f"{CONSUMPTION} (เครื่องดื่มที่มีแอลกอฮอล์)",),
    "expenditure_tobacco": (f"{CONSUMPTION} (ยาสูบ หมาก ยานัตถุ์ และอื่นๆ)",),
    "expenditure_housing": (f"{CONSUMPTION} (ที่อยู่อาศัย เครื่องแต่งบ้าน และเครื่องใช้ต่างๆ)",),
    "expenditure_clothing": (f"{CONSUMPTION} (เครื่องนุ่งห่มและรองเท้า)",),
    "expenditure_personal": (f"{CONSUMPTION} (ค่าใช้จ่ายส่วนบุคคล)",),
    "expenditure_health": (f"{CONSUMPTION} (เวชภัณฑ์และค่าตรวจรักษาพยาบาล)",),
    "expenditure_transport": (f"{CONSUMPTION} (การเดินทางและการสื่อสาร)",),
    "expenditure_education": (f"{CONSUMPTION} (การศึกษา)",),
    "expenditure_recreation": (f"{CONSUMPTION} (การบันเทิง การอ่านและกิจกรรมทางศาสนา)",),
    "expenditure_ceremonies": (f"{CONSUMPTION} (การจัดงานพิธี ในโอกาสพิเศษ)",),
    "expenditure_other": ("ค่าใช้จ่ายที่ไม่เกี่ยวกับการอุปโภคบริโภค (รวม)",),
}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "all": ("รวม", "รวมทั้งสิ้น"),
    "class_farm_owner": (
        "ผู้ถือครองทำการเกษตร การปลูกพืช การเลี้ยงสัตว์ และการเพาะเลี้ยงสัตวน้ำ ซึ่งที่ดินส่วนใหญ่เป็นของตนเอง",
        "ปลูกพืช/เลี้ยงสัตว์/เพาะเลี้ยง_ส่วนใหญ่เป็นเจ้าของที่ดิน",
    ),
    "class_farm_renter": (
        "ผู้ถือครองทำการเกษตร การปลูกพืช การเลี้ยงสัตว์ และการเพาะเลี้ยงสัตวน้ำ ซึ่งที่ดินส่วนใหญ่เช่าผู้อื่น/ที่สาธารณะ/อื่น ๆ",
        "ปลูกพืช/เลี้ยงสัตว์/เพาะเลี้ยง_ส่วนใหญ่เช่าที่ดิน/ทำฟรี",
    ),
    "class_fishing_forestry": (
        "ผู้ทำการประมง ป่าไม้ ล่าสัตว์ หาของป่า และบริการทางการเกษตร",
        "ประมงป่าไม้ล่าสัตว์หาของป่าบริการทางการเกษตร",
    ),
    "class_own_business": (
        "ผู้ดำเนินธุรกิจของตนเองที่ไม่ใช่การเกษตร",
        "ผู้ประกอบธุรกิจของตนเองที่ไม่ใช่การเกษตร",
    ),
    "class_professional": (
        "ผู้ปฏิบัติงานวิชาชีพ นักวิชาการ และนักบริหารที่รับจ้าง",
        "ผู้จัดการนักวิชาการและผู้ปฏิบัติงานวิชาชีพ",
    ),
    "class_farm_worker": ("คนงานเกษตร", "คนงานเกษตรป่าไม้และประมง"),
    "class_general_worker": ("คนงานทั่วไป", "คนงานด้านการขนส่งและงานพื้นฐาน"),
    "class_clerical_sales": (
        "เสมียนพนักงาน พนักงานขายและให้บริการ",
        "เสมียนพนักงานขายและให้บริการ",
    ),
    "class_production": (
        "ผู้ปฏิบัติงานในกระบวนการผลิต",
        "ผู้ปฏิบัติงานในกระบวนการผลิตก่อสร้างและเหมืองแร่",
    ),
    "class_inactive": ("ผู้ไม่ได้ปฏิบัติงานในเชิงเศรษฐกิจ", "ผู้ไม่ได้ปฏิบัติงานเชิงเศรษฐกิจ"),
}


def code_of(label: str, among: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the code that ``label`` stands for, whatever its spaces; None where not known."""
    return next(
        (code for code, labels in among.items() if _plain(label) in map(_plain, labels)), None
    )


def _plain(label: str) -> str:
    return tidy(label).replace(" ", "")
