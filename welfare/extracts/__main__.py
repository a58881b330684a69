"""Makes the file of one extract, in a process of its own: ``python -m welfare.extracts``.

One line of JSON is read from the input: ``{"id": …, "warehouse": …, "target": …}``. Lines of JSON
are written: ``{"rows": …, "of": …}`` as it goes, and at last ``{"done": true, "sha256": …,
"bytes": …}`` or ``{"fault": {"kind": …, "parameter": …, "value": …, "allowed": […]}}``. The file
stands at its target once it is whole, and not before.
"""

import hashlib
import json
import os
import resource
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from welfare.archive import archive_of
from welfare.extracts.extract import Extract
from welfare.extracts.faults import Fault, RequestError
from welfare.extracts.making import make
from welfare.extracts.register import Register
from welfare.extracts.selection import count_rows
from welfare.warehouse import WarehouseError, open_version

GIVING_WAY = 10
MEMORY_LIMIT = 6 * 1024**3
"""Bytes of address space; libraries reserve more than they use, a gigabyte and a half at most."""
NOT_MADE = Fault("not_made", "format", "", ())


def main() -> int:
    """Make what the line on the input asks for; 0 where it was made."""
    os.nice(GIVING_WAY)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.loads(sys.stdin.readline())
    target = Path(order["target"])
    partial = target.with_name(f"{target.name}.part")
    try:
        extract = _extract(order["id"], Path(order["warehouse"]))
        rows = count_rows(extract.snapshot, extract.request)
        make(extract, partial, lambda written: _say({"rows": written, "of": rows}))
        with partial.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = partial.stat().st_size
        partial.replace(target)
    except RequestError as error:
        return _failed(error.faults[0])
    except (MemoryError, WarehouseError):
        return _failed(NOT_MADE)
    finally:
        partial.unlink(missing_ok=True)
    _say({"done": True, "sha256": digest, "bytes": size})
    return 0


def _extract(name: str, warehouse: Path) -> Extract:
    """Return an extract that was given an id, with its version opened from the archive."""
    archive = archive_of(warehouse)
    issued = Register(archive.issued_file).find(name)
    version = archive.version(issued.data_version) if issued else None
    if issued is None or version is None:
        raise RequestError([Fault("not_made", "id", name, ())])
    return Extract(issued.id, issued.request, version, open_version(archive, version))


def _failed(fault: Fault) -> int:
    _say({"fault": asdict(fault)})
    return 1


def _say(content: Mapping[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(content)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
