import logging

import pytest
from sqlalchemy import update

from career.settings import HouseSettings
from career.settings_json import settings_from_json, settings_to_json
from storage.database import Database
from storage.house.settings import house_settings, put_house_settings
from storage.tables import SettingRow
from tests.factories import NOW


def test_what_was_never_set_has_its_default(database: Database) -> None:
    with database.read() as session:
        assert house_settings(session) == HouseSettings()


def test_what_is_kept_comes_back_and_saving_the_same_changes_nothing(database: Database) -> None:
    wanted = HouseSettings(consider_within=9, kudos_per_day=2)
    with database.begin() as session:
        assert set(put_house_settings(session, wanted, "UHR", NOW)) == {"consider_within", "kudos_per_day"}
        assert put_house_settings(session, wanted, "UHR", NOW) == {}
        assert house_settings(session) == wanted
    assert settings_from_json(settings_to_json(wanted)) == (wanted, ())


@pytest.mark.parametrize(
    "broken", [{}, {"working_days": "5"}, {"working_days": 0}, {"working_days": True}, {"working_days": None}]
)
def test_a_malformed_setting_is_its_default_and_the_log_says_so(
    database: Database, caplog: pytest.LogCaptureFixture, broken: dict[str, object]
) -> None:
    with database.begin() as session:
        put_house_settings(session, HouseSettings(consider_within=9, kudos_per_day=2), "UHR", NOW)
        session.execute(update(SettingRow).where(SettingRow.name == "consider_within").values(value=broken))
        with caplog.at_level(logging.ERROR):
            assert house_settings(session) == HouseSettings(consider_within=5, kudos_per_day=2)
    assert "consider_within" in caplog.text


@pytest.mark.parametrize("broken", [{"fallback_zone": "Mars/Base"}, {"opens": "9"}, {"weekdays": []}, {"weekdays": [9]}, {"per_day": 0}, {"closes": "08:00"}])  # fmt: skip
def test_malformed_delivery_hours_do_not_crash(broken: dict[str, object]) -> None:
    kept = settings_to_json(HouseSettings())["sending"] | broken
    assert settings_from_json({"sending": kept}) == (HouseSettings(), ("sending",))
