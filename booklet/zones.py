"""Time zones from the pinned ``tzdata`` alone: a computer's own tables differ from those of the next one."""

import zoneinfo

zoneinfo.reset_tzpath(to=())


def is_zone(name: str) -> bool:
    """Whether the time zone database has a zone of that name (``Continent/City``)."""
    return name in zoneinfo.available_timezones()


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name; zoneinfo.ZoneInfoNotFoundError where there is none."""
    return zoneinfo.ZoneInfo(name)
