"""A first mapping of a file, written from what the file looks like."""

from etl.reading import RawFile
from etl.sketch.look import look
from etl.sketch.write import written
from welfare.catalog import Catalogue


def sketch(file: RawFile, catalogue: Catalogue) -> str | None:
    """Return a mapping of the fullest table of ``file`` as YAML; None where it holds no table.

    What the sketch cannot know is ``___``, what it guesses is marked; nothing is guessed away.

    Raises
    ------
    etl.issues.RefusedFile
        Where the file cannot be read at all.
    """
    seen = look(file, catalogue)
    return None if seen is None else written(file, seen, catalogue)
