"""A question as pages ask it: a published table and filters, and the addresses that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from welfare.catalog import Language, catalogue
from welfare.extracts.faults import RequestError
from welfare.extracts.request import Format, Request, read_request, to_query

DATA = "/api/v1/data"
PAGE = "/download"


@dataclass(frozen=True)
class Asked:
    """A published table and filters by column, each as the texts of an address.

    What is asked by code is checked like what a visitor asks: :meth:`request` raises where the
    catalogue does not know a column or a value.
    """

    publication: str
    filters: Mapping[str, Sequence[str]]

    def request(self, form: Format = "csv", labels: Language | None = None) -> Request:
        """Return the canonical request in a format; raises RequestError."""
        chosen: dict[str, Sequence[str]] = {"format": [form]}
        if labels is not None:
            chosen["labels"] = [labels]
        return read_request(self.publication, {**self.filters, **chosen})

    def file_address(self, form: Format = "csv") -> str:
        """Return where the rows are given as a file to a person: with a BOM where it is CSV."""
        pairs = to_query(self.request(form))
        if form == "csv":
            pairs.append(("bom", "true"))
        return f"{DATA}/{self.publication}?{urlencode({'format': form, **dict(pairs)})}"

    def page_address(self, language: Language) -> str:
        """Return the page Download with the same table and filters chosen."""
        ask = urlencode(to_query(self.request()), safe=",")
        chosen = {"what": self.publication, **({"ask": ask} if ask else {})}
        return f"{PAGE}?{urlencode({'lang': language, **chosen})}"


def read_asked(publication: str, ask: str) -> Asked:
    """Return what an address of the page Download asks for; nothing in it is checked yet."""
    return Asked(publication, parse_qs(ask, max_num_fields=100))


def asked_today(request: Request) -> Asked | None:
    """Return the question of an extract for the data of today; None where it cannot be asked."""
    if request.publication not in catalogue().publications:
        return None
    plain = replace(request, format="csv", labels=None)
    asked = Asked(plain.publication, {name: [text] for name, text in to_query(plain)})
    try:
        asked.request()
    except RequestError:
        return None
    return asked
