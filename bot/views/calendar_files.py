"""A workshop as a calendar file (RFC 5545), for whatever calendar a person keeps."""

from datetime import datetime

from career.training import Workshop, WorkshopStatus

FILENAME = "workshop.ics"


def calendar_file(title: str, workshop: Workshop, now: datetime) -> bytes:
    """Return the file; one of a later revision replaces the earlier in a calendar, as it is about the same event."""
    # Needed only when somebody takes a seat: an idle app starts without it.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Coxswain//Workshops//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"workshop-{workshop.id}@coxswain")
    event.add("sequence", workshop.revision)
    event.add("dtstamp", now)
    # In UTC: every calendar shows it by its owner's own clock, and no file has to explain a zone.
    event.add("dtstart", workshop.starts_at)
    event.add("dtend", workshop.ends_at)
    event.add("summary", title)
    event.add("location", workshop.venue)
    event.add("status", "CANCELLED" if workshop.status is WorkshopStatus.CANCELLED else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
