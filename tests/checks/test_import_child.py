"""The program without Python has no `-m`: it reads contracts by calling itself."""

import json
import subprocess
import sys

from signdesk.io.importing import IMPORT_CHILD


def test_the_program_can_be_its_own_limited_reader() -> None:
    contract = "甲方与乙方签订房屋租赁合同，租期一年，每月租金人民币壹仟元整。"
    done = subprocess.run(
        [sys.executable, "-m", "signdesk", IMPORT_CHILD], input=contract.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert contract in json.loads(json.loads(done.stdout)["model"])["blocks"][0]
