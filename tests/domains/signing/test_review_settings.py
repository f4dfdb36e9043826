"""What a centre decides about usage and words, its reviews go by."""

import pytest

from signdesk.core import settings
from signdesk.core.errors import UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.service import vocabulary

TEXT = """房屋租赁合同
甲方：李秀兰
乙方：赵志强
第一条 租金
月租金人民币2,000元，押金4,000元。
第二条 违约责任
逾期付款的，每逾期一日按应付款的万分之五支付违约金；乙方退租的，支付二个月租金作为违约金。
第三条 其他
钥匙由总台保管，房屋座落于文昌路。"""


@pytest.fixture
def points(officer, lease_case):
    """What the review of TEXT finds of usage and words."""

    def look():
        with officer.query() as session:
            brief = signing.case_brief(session, case_id=lease_case.id)
        prepared = signing.prepare_version(TEXT.encode(), name="合同.txt", brief=brief)
        wanted = ("penalty_limit", "deposit_limit", "confusable_word")
        return [finding.message for result in prepared.results if result.check in wanted for finding in result.findings]

    return look


@pytest.fixture
def decide(hire):
    manager = hire("方经理", "manager")

    def do(setting, value):
        with manager.operation(settings.CHANGE_SETTING) as session:
            settings.change(session, setting, value)

    return do


def test_limits_of_usage_and_words_are_the_centres(points, decide):
    assert points() == ["“座落” should probably be “坐落”."]
    decide(vocabulary.PENALTY_DAILY, 4)
    decide(vocabulary.PENALTY_MONTHS, 1)
    decide(vocabulary.DEPOSIT_MONTHS, 1)
    decide(vocabulary.CONFUSABLE_WORDS, "总台=前台，-座落")
    messages = points()
    assert len(messages) == 4
    assert any("0.05 % a day, more than the usual 0.04 %" in message for message in messages)
    assert sum("2 months' rent, more than the usual 1" in message for message in messages) == 2
    assert "“总台” should probably be “前台”." in messages


def test_words_that_are_no_pairs_are_refused(decide):
    with pytest.raises(UserError, match="总台") as problem:
        decide(vocabulary.CONFUSABLE_WORDS, "总台")
    assert problem.value.field == "value"
