"""This PC's settings: a changed byte is noticed, the generation before serves, and nobody gets silent defaults."""

import random
from pathlib import Path

import pytest

from signdesk.core import config
from signdesk.core.config import (
    LANGUAGE,
    STATION_COUNTER,
    STATION_NAME,
    Config,
    ConfigVar,
    SettingsDamaged,
    SettingsMissing,
)

KEY = bytes(range(32))


@pytest.fixture
def made(tmp_path: Path) -> Config:
    return Config.create(tmp_path, KEY, {STATION_NAME: "前台 1", STATION_COUNTER: 3})


def test_settings_come_back_and_the_rest_has_its_default(made: Config, tmp_path: Path) -> None:
    loaded = Config.load(tmp_path, KEY)
    assert loaded.get(STATION_NAME) == "前台 1"
    assert loaded.get(STATION_COUNTER) == 3
    assert loaded.get(LANGUAGE) == "zh_CN"
    assert loaded.notice == ""
    assert "前台".encode() not in (tmp_path / "settings.bin").read_bytes()


def test_several_kinds_of_settings_change_in_one_generation(made: Config, tmp_path: Path) -> None:
    made.update({STATION_NAME: "档案室", STATION_COUNTER: 0, LANGUAGE: "en"})
    made.set(STATION_COUNTER, 5)
    loaded = Config.load(tmp_path, KEY)
    assert (loaded.get(STATION_NAME), loaded.get(STATION_COUNTER), loaded.get(LANGUAGE)) == ("档案室", 5, "en")


@pytest.mark.parametrize(
    ("var", "value"), [(STATION_COUNTER, "3"), (STATION_COUNTER, True), (STATION_NAME, 3), (LANGUAGE, "fr")]
)
def test_a_value_that_does_not_fit_is_refused(made: Config, var: ConfigVar[str], value: str) -> None:
    before = (made.folder / "settings.bin").read_bytes()
    with pytest.raises(ValueError, match="fit"):
        made.set(var, value)
    assert (made.folder / "settings.bin").read_bytes() == before


def test_what_another_version_wrote_is_kept(made: Config, tmp_path: Path) -> None:
    made._values["later.setting"] = "kept"
    made.set(STATION_COUNTER, 9)
    loaded = Config.load(tmp_path, KEY)
    loaded.set(STATION_COUNTER, 10)
    assert Config.load(tmp_path, KEY)._values["later.setting"] == "kept"


def test_two_processes_do_not_undo_each_others_settings(made: Config, tmp_path: Path) -> None:
    other = Config.load(tmp_path, KEY)
    other.set(STATION_NAME, "前台 2")
    made.set(STATION_COUNTER, 7)
    loaded = Config.load(tmp_path, KEY)
    assert (loaded.get(STATION_NAME), loaded.get(STATION_COUNTER)) == ("前台 2", 7)


def test_a_second_first_generation_is_refused(made: Config, tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        Config.create(tmp_path, KEY)


def test_missing_settings_are_no_defaults(tmp_path: Path) -> None:
    with pytest.raises(SettingsMissing):
        Config.load(tmp_path, KEY)


def test_every_mutation_falls_back_to_the_previous_generation_and_says_so(made: Config, tmp_path: Path) -> None:
    made.set(STATION_COUNTER, 4)
    path = tmp_path / "settings.bin"
    sound, dice = path.read_bytes(), random.Random(3)
    for number in range(200):
        place = dice.randrange(len(sound))
        match number % 3:
            case 0:
                mutated = sound[:place] + bytes([sound[place] ^ 1 << dice.randrange(8)]) + sound[place + 1 :]
            case 1:
                mutated = sound[:place]
            case _:
                mutated = sound[:place] + bytes(8) + sound[place + 8 :]
        if mutated == sound:
            continue
        path.write_bytes(mutated)
        loaded = Config.load(tmp_path, KEY)
        assert loaded.get(STATION_COUNTER) == 3
        assert str(path) in loaded.notice
        assert config.check(tmp_path, KEY) == [path]
        assert path.read_bytes() == mutated, "the damaged original is left as it is"


def test_a_damaged_file_is_put_aside_when_new_settings_are_saved(made: Config, tmp_path: Path) -> None:
    made.set(STATION_COUNTER, 4)
    (tmp_path / "settings.bin").write_bytes(b"broken")
    loaded = Config.load(tmp_path, KEY)
    loaded.set(STATION_COUNTER, 5)
    assert [path.read_bytes() for path in tmp_path.glob("settings.damaged-*")] == [b"broken"]
    assert Config.load(tmp_path, KEY).get(STATION_COUNTER) == 5
    assert Config.load(tmp_path, KEY).notice == ""
    assert config.check(tmp_path, KEY) == []


def test_two_damaged_generations_are_said_and_nothing_is_written(made: Config, tmp_path: Path) -> None:
    made.set(STATION_COUNTER, 4)
    for name in ("settings.bin", "settings.previous.bin"):
        (tmp_path / name).write_bytes(b"broken")
    with pytest.raises(SettingsDamaged):
        Config.load(tmp_path, KEY)
    assert config.check(tmp_path, KEY) == [tmp_path / "settings.bin", tmp_path / "settings.previous.bin"]
    assert (tmp_path / "settings.bin").read_bytes() == b"broken"


def test_a_lost_current_file_is_said(made: Config, tmp_path: Path) -> None:
    made.set(STATION_COUNTER, 4)
    (tmp_path / "settings.bin").unlink()
    assert Config.load(tmp_path, KEY).notice != ""
    assert config.check(tmp_path, KEY) == [tmp_path / "settings.bin"]


def test_two_settings_never_share_a_name() -> None:
    with pytest.raises(ValueError, match="two settings"):
        ConfigVar("language", "", "Language")
    assert len({var.name for var in config.known()}) == len(list(config.known()))
