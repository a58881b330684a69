"""HTTP routes beside the pages: data, extracts, datasets, and the files that pages draw with."""

from welfare.api.assets import ASSET_ROUTES
from welfare.api.beside import BesidePages, own_application
from welfare.api.client_files import ClientFiles
from welfare.api.document import OwnDocument
from welfare.api.limits import limit_of_environment
from welfare.api.security import SecurityHeaders
from welfare.api.sockets import answer_at_once

__all__ = [
    "ASSET_ROUTES",
    "BesidePages",
    "ClientFiles",
    "OwnDocument",
    "SecurityHeaders",
    "answer_at_once",
    "limit_of_environment",
    "own_application",
]
