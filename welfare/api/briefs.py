"""Briefs as PDF, made when first asked for.

`GET /api/v1/briefs/{province}.pdf` is a province, `GET /api/v1/briefs/compare.pdf` a comparison.
"""

from collections.abc import Mapping
from typing import TypeVar, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import answering
from welfare.api.conditional import unchanged, validators
from welfare.api.data import version_of
from welfare.api.press import Make, Press
from welfare.api.problems import OPEN, problem
from welfare.briefs.made import (
    BRIEFS,
    COMPARED,
    comparison_address,
    comparison_brief,
    comparison_name,
    file_name,
    province_brief,
    rules,
)
from welfare.catalog import COUNTRY, Language, catalogue
from welfare.extracts.faults import Fault, RequestError, shown
from welfare.extracts.identity import public_address
from welfare.review.compare import (
    MOST_INDICATORS,
    MOST_MEMBERS,
    By,
    Comparison,
    Scale,
    chosen_indicators,
    comparable,
    comparison,
    possible_members,
)
from welfare.warehouse import Snapshot

MEDIA_TYPE = "application/pdf"
T = TypeVar("T", bound=str)
LANGUAGES: tuple[Language, ...] = get_args(Language)
COMPARED_BY: tuple[By, ...] = get_args(By)
SCALES: tuple[Scale, ...] = get_args(Scale)
OF_A_COMPARISON = ("by", "beside", "shown", "scale", "province")
"""Parameters of a comparison, those of its page."""


def brief_routes(press: Press) -> list[BaseRoute]:
    """Return the routes of the briefs."""

    @answering
    async def compared(request: Request) -> Response:
        return await _compared(press, request)

    @answering
    async def brief(request: Request) -> Response:
        return await _province(press, request)

    return [
        Route(f"{BRIEFS}/{COMPARED}.pdf", compared),
        Route(f"{BRIEFS}/{{province}}.pdf", brief),
    ]


async def _province(press: Press, request: Request) -> Response:
    """Give the brief of a province, or 304 where the client has it."""
    code = request.path_params["province"]
    if code not in catalogue().provinces:
        allowed = tuple(catalogue().provinces)
        return problem(404, [Fault("unknown_code", "province", shown(code), allowed)])
    language = _language(request.query_params, ())
    snapshot = warehouse.current()
    return await _given(
        press,
        request,
        snapshot,
        (code, file_name(code, language), language),
        lambda: province_brief(snapshot, code, language),
    )


async def _compared(press: Press, request: Request) -> Response:
    """Give the brief of a comparison, or 304 where the client has it."""
    language = _language(request.query_params, OF_A_COMPARISON)
    snapshot = warehouse.current()
    found = await run_in_threadpool(read_comparison, snapshot, request.query_params)
    return await _given(
        press,
        request,
        snapshot,
        (comparison_address(found, language), comparison_name(found, language), language),
        lambda: comparison_brief(snapshot, found, language),
    )


async def _given(
    press: Press, request: Request, snapshot: Snapshot, of: tuple[str, str, Language], make: Make
) -> Response:
    name, file, language = of
    headers = _headers(snapshot, name, file, language)
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    key = (snapshot.data_version, public_address(), name, language)
    return Response(await press.brief(key, make), 200, {**headers, **OPEN}, MEDIA_TYPE)


def read_comparison(snapshot: Snapshot, query: Mapping[str, str]) -> Comparison:
    """Return the comparison that a query asks for; what it leaves out is as on the page.

    Raises
    ------
    RequestError
        What cannot be compared, or more than stand side by side.
    """
    faults: list[Fault] = []
    by = _one("by", query.get("by", COMPARED_BY[0]), COMPARED_BY, faults)
    scale = _one("scale", query.get("scale", SCALES[0]), SCALES, faults)
    places = (COUNTRY, *catalogue().provinces)
    area = _one("province", query.get("province", COUNTRY), places, faults)
    names = _some("shown", query.get("shown"), comparable(snapshot, by), MOST_INDICATORS, faults)
    possible = possible_members(snapshot, by, chosen_indicators(snapshot, by, names)[0])
    members = _some("beside", query.get("beside"), possible, MOST_MEMBERS, faults)
    if faults:
        raise RequestError(faults)
    return comparison(snapshot, by, members=members, indicators=names, scale=scale, area=area)


def _one(name: str, text: str, allowed: tuple[T, ...], faults: list[Fault]) -> T:
    found = next((each for each in allowed if each == text), None)
    if found is None:
        faults.append(Fault("unknown_code", name, shown(text), allowed))
    return found if found is not None else allowed[0]


def _some(
    name: str, text: str | None, allowed: list[str], most: int, faults: list[Fault]
) -> list[str]:
    """Return values with commas between them, each of those allowed and once."""
    values = list(dict.fromkeys(text.split(","))) if text is not None else []
    unknown = [value for value in values if value not in allowed]
    faults += [Fault("unknown_code", name, shown(each), tuple(allowed)) for each in unknown[:1]]
    if len(values) > most:
        faults.append(Fault("too_many", name, str(len(values)), (str(most),)))
    return [value for value in values if value in allowed][:most]


def _language(query: Mapping[str, str], others: tuple[str, ...]) -> Language:
    """Return the language asked for, Thai where none is; refuse what is no parameter here."""
    allowed = ("lang", *others)
    faults = [Fault("unknown_parameter", shown(n), "", allowed) for n in query if n not in allowed]
    found = _one("lang", query.get("lang", LANGUAGES[0]), LANGUAGES, faults)
    if faults:
        raise RequestError(faults)
    return found


def _headers(snapshot: Snapshot, name: str, file: str, language: Language) -> dict[str, str]:
    parts = (snapshot.data_version, rules(), public_address(), name, language)
    return {
        **validators(version_of(snapshot).published_at, *parts),
        "Data-Version": snapshot.data_version,
        "Content-Language": language,
        "Content-Disposition": f'inline; filename="{file}"',
        "Access-Control-Expose-Headers": "Data-Version, ETag",
    }
