"""The tour with a contract from outside that is far from perfect: what is wrong is waived with a reason, point by
point, as a person would, and the main job goes on to its end. It is played on a real screen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from signdesk.app.tour.steps import STEPS
from signdesk.io.word import contract_docx
from tests.e2e.conftest import run

pytestmark = pytest.mark.screen

FAULTY = (
    "湖畔小屋租赁合同",
    "合同编号：________",
    "出租人（甲方）：钱来",
    "居民身份证：110105194912310021",
    "承租人（乙方）：郭𬭩",
    "居民身份证：310104199208172034",
    "第一条 房屋",
    "甲方把湖畔小屋租给乙方，面积为______平方米，用途为【待填】。",
    "第二条 租金",
    "全年租金为人民币36,000.00元（大写：人民币叁万捌仟元整），于2026年2月30日前付清。",
    "第四条 期限",
    "租期自2026年12月1日起至2026年6月1日止。",
    "第五条 签署",
    "本合同一式两份。签订日期：    年  月  日",
)


def test_a_faulty_contract_is_waived_point_by_point_and_archived(tmp_path: Path) -> None:
    contract, out = tmp_path / "湖畔小屋.docx", tmp_path / "out"
    contract.write_bytes(contract_docx(FAULTY))
    command = [sys.executable, "-m", "signdesk", "tour", "--out", str(out), "--contract", str(contract)]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -noreset"]
    ended = run([*screen, *command], {"QT_QPA_PLATFORM": "xcb", "SIGNDESK_LANGUAGE": "zh_CN"})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert [step["name"] for step in report["steps"] if step["ok"]] == [name for name, _step in STEPS]
    sheet = subprocess.run(
        ["pdftotext", "-layout", str(out / "review-sheet.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "湖畔小屋.docx" in sheet
    assert "已与双方逐项核对" in sheet.replace("\n", "").replace(" ", ""), "the reason of the waivers"
