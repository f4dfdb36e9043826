"""Pinyin initials: what a person types to find a name."""

import subprocess
import sys

import pytest

from signdesk.core.pinyin import initials, looks_like_initials


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("张三", "zs"),
        ("王建国", "wjg"),
        ("欧阳明月", "oymy"),
        ("上海和平置业有限公司", "shhpzyyxgs"),
        ("ABC 置业(上海)", "abczysh"),
    ],
)
def test_a_name_gives_the_initials_people_type(name: str, first: str) -> None:
    assert initials(name)[0] == first


def test_a_surname_read_in_two_ways_is_found_by_both() -> None:
    assert set(initials("曾乐")) == {"zy", "zl", "cy", "cl"}
    assert initials("单田芳")[0] == "stf"
    assert "dtf" in initials("单田芳")


def test_rare_name_characters_have_initials() -> None:
    assert initials("㛃䶮") == ("jy",)
    assert initials("李婧琪") == ("ljq",)


def test_there_are_never_more_than_eight_rows() -> None:
    assert 1 < len(initials("单曾查仇解区翟乐")) <= 8


def test_the_order_of_gb_2312_agrees_with_the_dictionary() -> None:
    from pypinyin import Style, pinyin

    wrong = []
    for code in range(0xB0A1, 0xD7FA):
        try:
            character = bytes(divmod(code, 256)).decode("gb2312")
        except UnicodeDecodeError:
            continue
        readings = {reading[:1] for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0]}
        if not set(initials(character)) & readings:
            wrong.append(character)
    assert wrong == []


def test_common_names_need_no_dictionary() -> None:
    code = (
        "import sys; from signdesk.core.pinyin import initials; initials('张伟'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_initials_are_told_from_names_and_numbers() -> None:
    assert looks_like_initials("zs")
    assert not looks_like_initials("张")
    assert not looks_like_initials("5678")
