"""Settings that make no sense are refused in one sentence that names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.settings import EMBEDDED, BadSetting, settings_from

DISTRIBUTED = {
    "GUIHANG_AMQP_URI": "amqp://bus/guihang",
    "GUIHANG_DATABASE_URL": "postgresql://guihang_{service}@db/guihang_{service}",
}


def test_without_settings_everything_runs_in_one_process() -> None:
    settings = settings_from({})

    assert settings.embedded
    assert (settings.amqp_uri, settings.http) == (EMBEDDED, "127.0.0.1:8000")


def test_each_department_has_its_own_database() -> None:
    settings = settings_from(DISTRIBUTED)

    assert settings.url_for("registry") == "postgresql://guihang_registry@db/guihang_registry"


def test_a_data_folder_at_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    settings = settings_from({"GUIHANG_DATA_DIR": "elsewhere"}, data=tmp_path)

    assert (settings.data, settings.keys) == (tmp_path, tmp_path / "keys")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"GUIHANG_AMQP_URI": "amqp://bus"}, "GUIHANG_DATABASE_URL"),
        ({"GUIHANG_DATABASE_URL": DISTRIBUTED["GUIHANG_DATABASE_URL"]}, "GUIHANG_AMQP_URI"),
        ({**DISTRIBUTED, "GUIHANG_DATABASE_URL": "postgresql://db/one"}, "{service}"),
        ({"GUIHANG_CIPHER": "rot13"}, "GUIHANG_CIPHER"),
        ({"GUIHANG_PROXIES": "one"}, "GUIHANG_PROXIES"),
        ({"GUIHANG_HTTP": "8000"}, "GUIHANG_HTTP"),
        ({"GUIHANG_HTTP": "127.0.0.1:http"}, "GUIHANG_HTTP"),
        ({"GUIHANG_HTTP": "127.0.0.1:65536"}, "GUIHANG_HTTP"),
        ({"GUIHANG_HTTPS": "perhaps"}, "GUIHANG_HTTPS"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        settings_from(wrong)
