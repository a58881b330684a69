"""A declared thing that nothing uses fails, and so does a used thing that nobody declared."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from etl.open_data import Dataset, datasets
from welfare.api.kept import State
from welfare.api.problems import TITLES
from welfare.briefs.cards import PER_POOR
from welfare.briefs.province import COLUMNS as COLUMNS_OF_BRIEF
from welfare.briefs.province import GROUPS as GROUPS_OF_BRIEF
from welfare.briefs.province import SENTENCES
from welfare.briefs.province import WORDS as WORDS_OF_BRIEF
from welfare.catalog import Catalogue, Indicator, catalogue
from welfare.catalog.account import Role
from welfare.catalog.models import SystemMeasure
from welfare.catalog.playlists import KINDS
from welfare.catalog.publications import ColumnType, Publication
from welfare.charts.alt import KINDS as KINDS_DRAWN
from welfare.charts.need_and_reach import QUADRANTS
from welfare.exhibition.show import WORDS
from welfare.exhibition.wanted import LANGUAGES
from welfare.extracts.changes import Change
from welfare.extracts.changes_in_words import COUNTED
from welfare.extracts.faults import Kind
from welfare.extracts.request import Format
from welfare.extracts.status import State as ExtractState
from welfare.language.messages import messages
from welfare.metrics.precedence import RULES
from welfare.paths import OPEN_DATA, PAGES, REFERENCE, ROOT
from welfare.queries.budget import STAGES as STAGES_OF_BUDGET
from welfare.queries.quality import COVERED
from welfare.review.compare import By, Refusal, Scale
from welfare.review.province_records import Part, Standing
from welfare.review.reallocation import MEASURES, Estimate
from welfare.review.rug import AGAINST, WAYS
from welfare.review.rug import STATES as STATES_OF_RUG
from welfare.review.scenario import RULES as SHARED_BY
from welfare.review.scenario import Of
from welfare.ui.choice import FIELD_LABELS, PARSERS, SORTS
from welfare.ui.download_how import STATES, USES
from welfare.ui.download_what import GROUPS as QUESTIONS
from welfare.ui.frame import WIDGETS
from welfare.ui.methods import PARTS
from welfare.ui.navigation import SECTIONS
from welfare.warehouse import Snapshot

SOURCES = sorted([*(ROOT / "welfare").rglob("*.py"), *PAGES.glob("*.py"), ROOT / "app.py"])
NAMES = [page.stem for page in PAGES.glob("*.py")]
COMPOSED = {
    "page.{}": NAMES,
    "section.{}": list(SECTIONS),
    "{}.question": NAMES,
    "{}.answer": NAMES,
    "tile.not_known.{}": list(catalogue().systems),
    "column.{}": ["low", "high"],
    "inequality.{}": ["high_high", "low_low"],
    "inequality.{}_bands": list(get_args(Indicator.model_fields["basis"].annotation)),
    "inequality.{}_need": ["follows", "against", "unclear"],
    "direction.{}": list(get_args(Indicator.model_fields["direction"].annotation)),
    "filter.{}": [FIELD_LABELS.get(field, field) for field in PARSERS],
    "systems.where.{}": list(get_args(SystemMeasure)),
    "brief.words.{}": list(WORDS_OF_BRIEF),
    "brief.said.{}": list(SENTENCES),
    "brief.column.{}": list(COLUMNS_OF_BRIEF),
    "brief.group.{}": list(GROUPS_OF_BRIEF),
    "brief.per_poor.{}": list(PER_POOR),
    "budget.of.{}": [*catalogue().budget_volumes, "budget_draft"],
    "budget.stage.{}": list(STAGES_OF_BUDGET),
    "budget.flow.{}": list(STAGES_OF_BUDGET),
    "budget.from.{}": ["agency", "plan"],
    "budget.largest.{}": ["agency", "plan"],
    "budget.why.{}": ["none", "some", "all"],
    "budget.change.{}": ["rose", "fell", "same"],
    "widget.{}": list(WIDGETS),
    "fault.{}": ["missing", "empty", "unreadable", "foreign"],
    "table.{}": list(COVERED),
    "data.counted.{}": list(COVERED),
    "data.rule.{}": list(RULES),
    "data.{}": ["recent", "older", "missing", "same_edition", "other_method"],
    "methods.{}": [*PARTS, *get_args(Indicator.model_fields["calendar"].annotation)],
    "methods.input.{}": list(get_args(Role)),
    "changes.{}_rows": list(COUNTED),
    "changes.{}_column": list(COUNTED),
    "changes.{}_row": list(get_args(Change)),
    "exhibition.{}_money": ["follows", "against", "unclear"],
    "alt.kind.{}": ["lines", "points", "pyramid", *KINDS_DRAWN.values()],
    "exhibition.word.{}": list(WORDS),
    "exhibition.fault.{}": ["playlist", "province", "language", "seconds", "address"],
    "screens.kind.{}": list(KINDS),
    "screens.speaks.{}": list(LANGUAGES),
    "extract.fault.{}": list(get_args(Kind)),
    "extract.{}_state": list(get_args(ExtractState)),
    "problem.{}": list(TITLES.values()),
    "api.problem.{}": list(TITLES.values()),
    "download.group.{}": list(QUESTIONS),
    "download.opens.{}": list(get_args(Format)),
    "download.state.{}": list(STATES),
    "download.use.{}": list(USES),
    "dataset.theme.{}": list(get_args(Publication.model_fields["theme"].annotation)),
    "dataset.type.{}": list(get_args(ColumnType)),
    "dataset.years.{}": ["calendar", "fiscal"],
    "dataset.areas.{}": list(catalogue().lists["area_kinds"]),
    "dataset.state.{}": list(get_args(State)),
    "profile.row.{}": list(get_args(Standing)),
    "profile.stands.{}": list(get_args(Standing)),
    "profile.part.{}": list(get_args(Part)),
    "profile.none.{}": list(get_args(Part)),
    "profile.title.{}": ["gaps", "strengths"],
    "profile.nothing.{}": ["gaps", "strengths"],
    "profile.strip.{}": ["judged", "unjudged"],
    "profile.left.{}": ["judged", "unjudged"],
    "profile.right.{}": ["judged", "unjudged"],
    "need.quadrant.{}": list(QUADRANTS),
    "need.line.{}": ["nation", "median"],
    "need.side.{}": ["follows", "against", "unclear"],
    "need.chart_side.{}": ["follows", "against"],
    "need.ages.{}": ["follows", "against"],
    "compare.by.{}": list(get_args(By)),
    "compare.scale.{}": list(get_args(Scale)),
    "compare.refused.{}": list(get_args(Refusal)),
    "whatif.rule.{}": list(SHARED_BY),
    "whatif.of.{}": list(get_args(Of)),
    "whatif.gini.{}": ["fell", "rose", "equal"],
    "whatif.need.{}": ["more", "less", "equal"],
    "whatif.balance.{}": ["left", "even", "over"],
    "whatif.fault.{}": ["floor", "cap", "total", "weights"],
    "whatif.assume.{}": list(get_args(Estimate)),
    "whatif.measure.{}": sorted({of for of, _ in MEASURES}),
    "whatif.column.{}": [
        *("now_baht", "after_baht", "change_baht", "head_before", "head_after"),
        *("poor_before", "poor_after", "low", "high"),
    ],
    "rug.against.{}": list(AGAINST),
    "rug.about.{}": list(AGAINST),
    "rug.beside.{}": ["nation", "median"],
    "rug.state.{}": [state for state in STATES_OF_RUG if state != "unknown"],
    "rug.way.{}": list(WAYS),
    "rug.sort.{}": list(SORTS),
    "rug.funnel.{}": ["above", "below", "inside"],
    "rug.funnel_outside.{}": ["above", "below"],
    "finding.{}": ["above", "below", "life_course", "life_course_one"],
}
"""Message keys that the code puts together, with what can stand in the gap."""

FILE_KINDS = {".css", ".csv", ".geojson", ".html", ".js", ".py", ".yml"}
TEMPLATES = sorted((ROOT / "welfare").rglob("*.html"))
SAID = re.compile(r"""\bsay\(\s*["']([a-z_.]+)["']""")


def nodes(kind: type[ast.AST]) -> Iterator[ast.AST]:
    for file in SOURCES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, kind))


def composed_keys() -> set[str]:
    """Return the f-strings of the code that can make a message key, gaps as ``{}``."""
    shapes = set()
    for node in nodes(ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
        shape = "".join(parts)
        pattern = re.escape(shape).replace(r"\{\}", r"[a-z_]+")
        if re.search(r"[a-z]", shape) and any(re.fullmatch(pattern, key) for key in messages()):
            shapes.add(shape)
    return shapes


def literal_keys() -> set[str]:
    """Return the strings of the code that look like a message key."""
    groups = {key.partition(".")[0] for key in messages()}
    looks = re.compile(rf"({'|'.join(groups)})(\.[a-z_]+)+")
    texts = {n.value for n in nodes(ast.Constant) if isinstance(n.value, str)}
    in_code = {t for t in texts if looks.fullmatch(t) and Path(t).suffix not in FILE_KINDS}
    return in_code | {key for file in TEMPLATES for key in SAID.findall(file.read_text("utf-8"))}


def keys_used() -> set[str]:
    made = {shape.replace("{}", part) for shape, parts in COMPOSED.items() for part in parts}
    return made | literal_keys()


def test_the_code_puts_together_these_keys_and_no_others() -> None:
    assert composed_keys() == set(COMPOSED)


def test_every_message_is_used() -> None:
    assert sorted(set(messages()) - keys_used()) == []


def test_every_message_used_is_declared() -> None:
    assert sorted(keys_used() - set(messages())) == []


def test_every_word_for_a_fault_has_its_reason() -> None:
    raised = {
        node.args[0].value
        for node in nodes(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "WarehouseError"
    }
    assert raised == set(COMPOSED["fault.{}"])


def test_every_source_is_behind_a_dataset_and_an_indicator(declared: Catalogue) -> None:
    shipped = {source for dataset in datasets(OPEN_DATA) for source in dataset.sources}
    behind = {source for i in declared.indicators.values() for source in i.sources}
    described = {source.id for source in declared.sources.values() if source.declared}
    partial = {source.id for source in declared.sources.values() if source.partial}
    assert described == shipped
    # A partial source is kept to be compared, and need not be shown.
    assert described - behind <= partial


@pytest.mark.parametrize("dataset", datasets(OPEN_DATA), ids=lambda d: d.file)
def test_a_dataset_holds_rows_of_the_sources_it_names(dataset: Dataset, snapshot: Snapshot) -> None:
    in_table = snapshot.query(f"SELECT DISTINCT source_id FROM {dataset.table}")  # noqa: S608
    assert set(dataset.sources) <= set(in_table["source_id"])


def test_the_sources_of_an_indicator_are_those_of_its_facts(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = snapshot.query(
        "SELECT indicator_id, unnest(string_split(source_ids, ',')) AS source_id"
        " FROM indicator_value WHERE source_ids IS NOT NULL"
        " UNION SELECT indicator_id, source_id FROM outcome"
    )
    behind = rows.groupby("indicator_id")["source_id"].agg(set).to_dict()
    assert set(behind) == set(declared.indicators)
    for indicator in declared.indicators.values():
        # A year of a series may give an indicator nothing: it has no head count, or three quarters.
        alone = {s for s in indicator.sources if declared.sources[s].series is None}
        assert alone <= behind[indicator.id] <= set(indicator.sources), indicator.id


def lists_named(declared: Catalogue) -> Iterator[str | None]:
    """Yield the closed lists that columns name; marks stand in a flag beside its own codes."""
    yield from (column.one_of for table in declared.tables.values() for column in table.columns)
    yield from (field.codes for field in declared.fields.values())
    yield "marks"


@pytest.mark.parametrize(
    ("group", "used_by"),
    [
        ("units", lambda c: (i.unit for i in c.indicators.values())),
        ("measure_kinds", lambda c: (i.measure.kind for i in c.indicators.values())),
        ("method_families", lambda c: (c.family_of(m).id for m in c.methods.values())),
        ("themes", lambda c: (i.theme for i in c.indicators.values())),
        ("publishers", lambda c: (s.publisher for s in c.sources.values())),
        ("regions", lambda c: (p.region for p in c.provinces.values())),
        ("nesdc_regions", lambda c: (p.nesdc_region for p in c.provinces.values())),
        ("lists", lists_named),
        ("fields", lambda c: (f for p in c.publications.values() for f in p.fields)),
    ],
)
def test_every_entry_is_named_by_another(
    declared: Catalogue, group: str, used_by: Callable[[Catalogue], Iterator[str]]
) -> None:
    assert set(getattr(declared, group)) - set(used_by(declared)) == set()


@pytest.mark.parametrize(
    ("group", "sql"),
    [
        ("vintages", "SELECT DISTINCT vintage_id FROM outcome"),
        (
            "programmes",
            "SELECT programme_id FROM beneficiary UNION SELECT programme_id FROM project",
        ),
        ("organisation_kinds", "SELECT DISTINCT organisation_kind FROM project"),
        ("life_courses", "SELECT DISTINCT life_course_id FROM beneficiary"),
        ("age_bands", "SELECT DISTINCT age_band FROM population"),
        ("provinces", "SELECT DISTINCT province_code FROM population"),
        (
            "indicators",
            "SELECT DISTINCT indicator_id FROM indicator_value WHERE value IS NOT NULL",
        ),
    ],
)
def test_every_entry_occurs_in_the_facts(
    declared: Catalogue, snapshot: Snapshot, group: str, sql: str
) -> None:
    assert set(getattr(declared, group)) - set(snapshot.query(sql).iloc[:, 0]) == set()


def test_every_english_name_is_that_of_a_budget_entry_or_an_organisation(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    budget = {name for line in placed_lines(declared) for name in line if name}
    rows = snapshot.query("SELECT project_name, organisation FROM project WHERE recognised")
    recognised = {name for column in rows for name in rows[column].dropna()}
    assert set(declared.english_names) == budget | recognised


def placed_lines(declared: Catalogue) -> set[tuple[str, str, str | None]]:
    """Return agency, plan and project of every placing, of the ministry and of other volumes."""
    taken = [t for volume in declared.budget_volumes.values() for t in volume.taken]
    return {
        *((p.unit, p.plan, p.project) for p in declared.budget_placings),
        *((t.agency, t.plan, t.project) for t in taken),
    }


def test_every_placing_and_every_spelling_is_that_of_a_budget_line(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = snapshot.query("SELECT DISTINCT agency, plan, project FROM budget")
    lines = {
        tuple(None if cell != cell else cell for cell in row)  # noqa: PLR0124 - NaN
        for row in rows.itertuples(index=False)
    }
    assert placed_lines(declared) == lines
    assert set(declared.budget_spelling.values()) <= {name for line in lines for name in line}


def test_every_budget_volume_has_its_source_and_every_budget_source_its_volume(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    sources = set(snapshot.query("SELECT DISTINCT source_id FROM budget")["source_id"])
    volumes = {source.rpartition("_")[0] for source in sources}
    assert volumes == {*declared.budget_volumes, "budget_draft"}


def test_the_warehouse_has_the_declared_tables_and_columns(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = snapshot.query(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'main'"
        " AND table_name NOT IN ('area', 'source_order', 'beneficiary_current')"
        " ORDER BY table_name, ordinal_position"
    )
    found = rows.groupby("table_name")["column_name"].agg(list).to_dict()
    assert found == {t.id: [c.name for c in t.columns] for t in declared.tables.values()}


def test_a_fact_stands_once(declared: Catalogue, snapshot: Snapshot) -> None:
    for table in declared.tables.values():
        if table.key:
            columns = ", ".join(table.key)
            twice = snapshot.query(
                f"SELECT {columns} FROM {table.id} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608
            )
            assert twice.empty, table.id


def test_every_thai_compound_stands_in_a_text() -> None:
    texts = [*(ROOT / "welfare" / "language").rglob("*.*")]
    texts += [path for path in REFERENCE.rglob("*.yml") if path.name != "thai_words.yml"]
    said = "\n".join(path.read_text("utf-8") for path in texts if path.is_file())
    assert [word for word in catalogue().thai_words.whole if word not in said] == []


def test_of_thai_compounds_the_longer_stand_first() -> None:
    words = catalogue().thai_words.whole
    late = [(one, other) for i, one in enumerate(words) for other in words[i + 1 :] if one in other]
    assert late == []
