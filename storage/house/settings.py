"""What HR set for the whole house."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from career.settings import HouseSettings
from career.settings_json import settings_from_json, settings_to_json
from storage.batches import insert_or_update
from storage.tables import SettingRow

_log = logging.getLogger(__name__)

_SETTINGS = select(SettingRow.name, SettingRow.value)


def house_settings(session: Session) -> HouseSettings:
    """Return the settings as HR last chose them; one that cannot be read is its default, and the log says so."""
    settings, malformed = settings_from_json(dict(session.execute(_SETTINGS).all()))
    for name in malformed:
        _log.error("The setting %r cannot be read; its default is used until HR saves /hr settings again", name)
    return settings


def last_set_by(session: Session) -> str | None:
    """Return the Slack id of whoever changed a setting last; None where all are as they came."""
    return session.scalar(select(SettingRow.set_by).order_by(SettingRow.set_at.desc(), SettingRow.name).limit(1))


def put_house_settings(session: Session, settings: HouseSettings, by: str, now: datetime) -> dict[str, dict[str, Any]]:
    """Keep these settings, and return what changed: what each was before and is now, by name."""
    before = settings_to_json(house_settings(session))
    after = settings_to_json(settings)
    kept = {row.name: row.value for row in session.execute(_SETTINGS)}
    put = insert_or_update(session, SettingRow, ("name",), ("value", "set_by", "set_at"))
    changed = {}
    for name, value in after.items():
        if kept.get(name, before[name]) != value:
            session.execute(put.values(name=name, value=value, set_by=by, set_at=now))
            changed[name] = {"before": before[name], "after": value}
    return changed
