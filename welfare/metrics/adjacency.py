"""Which areas are neighbours of which."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike

from welfare.metrics.sample import Array, MetricError

Centres: TypeAlias = Mapping[Any, tuple[float, float]] | ArrayLike


@dataclass(frozen=True)
class Neighbours:
    """Areas in the order of their values, and where in it the neighbours of each stand.

    ``attached`` are those that touch none and were given their nearest.
    """

    areas: tuple[Hashable, ...]
    places: tuple[tuple[int, ...], ...]
    attached: tuple[Hashable, ...] = ()

    def of(self, area: Hashable) -> tuple[Hashable, ...]:
        """Return the neighbours of an area."""
        return tuple(self.areas[place] for place in self.places[self.areas.index(area)])


def touching_pairs(
    geometries: Iterable[Any], areas: Iterable[Hashable]
) -> tuple[tuple[Hashable, Hashable], ...]:
    r"""Find the pairs of areas whose shapes share a border or a single point.

    Parameters
    ----------
    geometries
        Polygons or multipolygons of shapely in one projection, with common borders point by point.
    areas
        The area of each shape, each once.

    Returns
    -------
    tuple of pairs
        Each pair once, in the order of ``areas``.

    Raises
    ------
    MetricError
        A shape that is missing, empty or crosses itself; areas named twice; unequal lengths.

    Notes
    -----
    .. math:: c_{ij} = 1 \iff A_i \cap A_j \neq \emptyset

    This is the queen's rule; the rook's asks for a border of positive length.

    Range: from no pair to every pair.

    Limits: a border in open sea is none, and a bridge makes no neighbours. Shapes that were
    simplified one by one leave gaps and lose neighbours.

    References
    ----------
    Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.

    Examples
    --------
    >>> squares = [shapely.box(x, 0, x + 1, 1) for x in (0, 1, 3)]
    >>> touching_pairs(squares, ["a", "b", "c"])
    (('a', 'b'),)
    """
    shapes, names = np.array([*geometries, None], dtype=object)[:-1], _distinct(areas)
    if len(shapes) != len(names):
        raise MetricError("areas", f"has {len(names)} names for {len(shapes)} shapes")
    sound = shapely.is_geometry(shapes)
    sound[sound] = shapely.is_valid(shapes[sound]) & ~shapely.is_empty(shapes[sound])
    if not sound.all():
        raise MetricError("geometries", f"no sound shape for {names[int(np.argmin(sound))]!r}")
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = sorted((int(a), int(b)) for a, b in zip(one, other, strict=True) if a < b)
    return tuple((names[a], names[b]) for a, b in pairs)


def neighbours(
    pairs: Iterable[tuple[Hashable, Hashable]],
    areas: Iterable[Hashable],
    centres: Centres | None = None,
) -> Neighbours:
    r"""Give every area its neighbours: those that it touches, or else the nearest.

    An area that touches none, an island, becomes a neighbour of the area with the nearest centre,
    and that area one of the island's: both ways, as where areas touch.

    Parameters
    ----------
    pairs
        Pairs of areas that touch, in either order. Pairs with an area that is not in ``areas`` are
        passed over, so that areas without a value are left out by leaving them out of ``areas``.
    areas
        The areas in the order of their values, each once.
    centres
        A point of each area: by area, or as rows in the order of ``areas``. Needed for islands.

    Returns
    -------
    Neighbours
        The places of the neighbours of each area, one or more, and the areas that were attached.

    Raises
    ------
    MetricError
        Fewer than two areas, or one named twice; an area paired with itself; an island where the
        centres are not known or not finite.

    Notes
    -----
    .. math:: w_{ij} = \frac{c_{ij}}{\sum_k c_{ik}}, \qquad c_{ij} = c_{ji} \in \{0, 1\}

    Range: each area has from 1 to n - 1 neighbours, whose weights add up to 1.

    Ties: of two areas equally near, the first in ``areas``.

    Limits: distance is measured on the plane of the centres. Degrees overstate it from east to
    west, in Thailand by 6 per cent at most. The nearest centre need not be where a bridge leads
    (Phuket: Krabi by centre, Phangnga by road); a link that is known is better given as a pair.

    References
    ----------
    Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.
    Bivand, R. S., Pebesma, E. and Gómez-Rubio, V. (2013). Applied Spatial Data Analysis with R. Springer.

    Examples
    --------
    >>> found = neighbours([("a", "b")], "abc", {"a": (0, 0), "b": (1, 0), "c": (3, 0)})
    >>> found.of("b"), found.attached
    (('a', 'c'), ('c',))
    """  # noqa: E501
    names = _distinct(areas)
    if len(names) < 2:
        raise MetricError("areas", "holds fewer than two")
    place = {name: index for index, name in enumerate(names)}
    touching: list[set[int]] = [set() for _ in names]
    for pair in pairs:
        try:
            one, other = pair
        except (TypeError, ValueError):
            raise MetricError("pairs", f"holds {pair!r}, which is no pair") from None
        if one == other:
            raise MetricError("pairs", f"sets {one!r} beside itself")
        if one in place and other in place:
            touching[place[one]].add(place[other])
            touching[place[other]].add(place[one])
    islands = [index for index, found in enumerate(touching) if not found]
    if islands:
        nearest = _nearest(islands, _points(centres, names))
        for one, other in zip(islands, nearest, strict=True):
            touching[one].add(other)
            touching[other].add(one)
    return Neighbours(
        names,
        tuple(tuple(sorted(found)) for found in touching),
        tuple(names[index] for index in islands),
    )


def _distinct(areas: Iterable[Hashable]) -> tuple[Hashable, ...]:
    try:
        names = tuple(areas.tolist() if isinstance(areas, np.ndarray) else areas)
        count = len(set(names))
    except TypeError:
        raise MetricError("areas", "must be one row of names") from None
    if count < len(names):
        raise MetricError("areas", "names an area twice")
    return names


def _points(centres: Centres | None, names: tuple[Hashable, ...]) -> Array:
    if centres is None:
        raise MetricError("centres", "are needed: an area touches none")
    if isinstance(centres, Mapping):
        missing = [name for name in names if name not in centres]
        if missing:
            raise MetricError("centres", f"none for {missing[0]!r}")
    try:
        rows = [centres[name] for name in names] if isinstance(centres, Mapping) else centres
        points = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError):
        raise MetricError("centres", "must be two numbers an area") from None
    if points.shape != (len(names), 2):
        raise MetricError("centres", "must be two numbers an area")
    if not np.isfinite(points).all():
        raise MetricError("centres", "holds something that is not finite")
    return points


def _nearest(islands: list[int], points: Array) -> list[int]:
    away = ((points[islands, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    away[np.arange(len(islands)), islands] = np.inf
    return [int(place) for place in away.argmin(axis=1)]
