"""The Lorenz curve of people and totals in rising order: of rows or of a cube."""

from welfare.metrics.sql.rows import keys, listed, ordered, own, parted


def lorenz_from(steps: str, by: tuple[str, ...]) -> str:
    """Return the query of Lorenz curves, from the one of people and totals by rising ``place``."""
    g = keys("g", by)
    return f"""
    WITH summed AS (
        SELECT {listed(*g)} place, sum(people) OVER rising AS upto, sum(total) OVER rising AS held,
            sum(size) OVER ({parted(*g)}) AS size
        FROM ({steps}) WINDOW rising AS ({parted(*g)} ORDER BY place ROWS UNBOUNDED PRECEDING)
    ), shared AS (
        SELECT {listed(*g)} place, upto / max(upto) OVER whole AS population,
            held / nullif(max(held) OVER whole, 0) AS share
        FROM summed WHERE size > 1 WINDOW whole AS ({parted(*g)})
    ), points AS (
        SELECT {listed(*g)} 1 AS point, place, population, share FROM shared WHERE share IS NOT NULL
        UNION ALL
        SELECT DISTINCT {listed(*g)} 0, NULL, 0, 0 FROM shared WHERE share IS NOT NULL
    )
    SELECT {own("g", by, "by")} population, share FROM points {ordered(*g, "point", "place")}
    """  # noqa: S608 - names are quoted
