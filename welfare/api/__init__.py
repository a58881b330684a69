"""HTTP routes beside the pages: health, and the files that pages draw with."""

from welfare.api.assets import ASSET_ROUTES
from welfare.api.document import OwnDocument
from welfare.api.health import health
from welfare.api.security import SecurityHeaders

__all__ = ["ASSET_ROUTES", "OwnDocument", "SecurityHeaders", "health"]
