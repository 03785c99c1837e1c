"""An event in the reader's language: its own texts, local time, and the minute of silence in both zones."""

import datetime as dt

from booklet.compose.addresses import printed_address
from booklet.compose.programme import BAKU, hour_on, programme_items
from booklet.compose.qr import qr_code
from booklet.compose.view import EventView
from booklet.images import black_data_uri
from booklet.language import format_time, format_weekday_date, no_break, upper
from booklet.model import Event
from booklet.sources import Sources
from booklet.zones import zone

MINUTE = dt.time(12, 0)


def event_view(sources: Sources, event: Event, language: str, *, qr_mm: float) -> EventView:
    """The event as it prints; what it leaves open is an empty text."""

    def text(field: str) -> str:
        return no_break(event.text(field, language) or "", language)

    local, zone_name = minute_of_silence(event)
    date = format_weekday_date(event.date, language) if event.date else ""
    start = format_time(dt.time.fromisoformat(event.start), language) if event.start else ""
    return EventView(
        title=text("title"),
        date=no_break(upper(date[:1], language) + date[1:], language),
        start=start,
        place=", ".join(part for part in (text("city"), text("country")) if part),
        city=text("city"),
        venue=text("venue"),
        address=text("address"),
        host=text("host"),
        contact=text("contact"),
        url=event.url or "",
        printed_url=printed_address(event.url) if event.url else "",
        qr=qr_code(event.url, size_mm=qr_mm) if event.url else None,
        logo=black_data_uri(sources, event.logo) if event.logo else "",
        minute_local=hour_on(event.date, local, language) if event.date and local else "",
        minute_zone=zone_name,
        running_order=programme_items(event, language),
        example=event.example,
    )


def minute_of_silence(event: Event) -> tuple[dt.datetime | None, str]:
    """The local date and time of 12:00 in Baku on the event's date, and the name of the event's city zone.

    West of UTC−8 it is the day before. None where the event has no zone or no date (time zone database of the pinned
    ``tzdata``).
    """
    if event.time_zone is None or event.date is None:
        return None, ""
    noon = dt.datetime.combine(event.date, MINUTE, tzinfo=zone(BAKU))
    return noon.astimezone(zone(event.time_zone)), event.time_zone
