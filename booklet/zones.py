"""Time zones from the pinned ``tzdata`` alone: a computer's own tables differ from those of the next one."""

import zoneinfo
from difflib import get_close_matches
from functools import cache

zoneinfo.reset_tzpath(to=())


@cache
def _names() -> frozenset[str]:
    """The names of all zones; listing them takes a third of a millisecond, and a table may ask for hundreds."""
    return frozenset(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """Whether the time zone database has a zone of that name (``Continent/City``)."""
    return "/" in name and name in _names()


def nearest_zone(name: str) -> str:
    """The zone whose name is most like ``name``, a city's name among them; empty where none is."""
    zones = sorted(zone for zone in _names() if "/" in zone)
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    close = get_close_matches(name, zones, n=1, cutoff=0.8)
    city = get_close_matches(name.rpartition("/")[2].casefold().replace(" ", "_"), cities, n=1, cutoff=0.8)
    return close[0] if close else cities[city[0]] if city else ""


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name; zoneinfo.ZoneInfoNotFoundError where there is none."""
    return zoneinfo.ZoneInfo(name)
