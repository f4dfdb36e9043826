"""What the lines of a filled form for a home say of one thing and cannot both mean, and lines that agree."""

import pytest

from tests.domains.signing.test_rules_contradiction import told

FORM = """三、租赁期限
租赁期限：2026年9月1日至2027年8月31日
房屋用途：居住，居住人数不超过2人
四、租金与押金
月租金：2,000元
支付方式：按季支付，每季6,000元
押金退还条件：租赁期满，乙方交还房屋后7日内退还
五、费用
水费、电费、燃气费：乙方按表承担
物业费：甲方承担
六、权利义务
维修：房屋及设施自然损坏的，甲方在3日内维修并承担费用；乙方使用不当损坏的，乙方维修或赔偿
转租：须经甲方书面同意
七、违约
逾期付租：乙方逾期支付租金15日经催告仍不支付的，甲方有权解除合同
任何一方提前解除合同，应提前30日通知对方并支付一个月租金的违约金
八、其他
{}"""


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("居住人数不得超过5人。", "居住人数不得超过5人"),
        ("乙方将该房屋作为公司的办公场所。", "作为公司的办公场所"),
        ("租赁期间一切维修费用由乙方负担。", "乙方负担"),
        ("房屋设施的维修由乙方承担。", "乙方承担"),
        ("自然损坏由乙方自行维修。", "乙方自行维修"),
        ("禁止任何形式的转租。", "禁止任何形式的转租"),
        ("水费由甲方承担。", "水费由甲方承担"),
        ("租金按月支付。", "按月支付"),
        ("乙方每半年支付一次租金。", "每半年支付"),
        ("本合同有效期两年。", "两年"),
        ("乙方承租期限共计18个月。", "18个月"),
        ("租赁期满验房后次日退还押金。", "次日"),
        ("乙方逾期支付租金超过5日的，甲方有权解除合同。", "超过5日"),
        ("乙方退房须提前60天向甲方提出申请，未居住期间的租金退还。", "提前60天"),
        ("自然损坏的由甲方维修，一切维修费用由乙方承担。", "乙方承担"),
        ("租金已包含水费、电费和燃气费。", "租金已包含水费、电费和燃气费"),
        ("乙方转租须经甲方同意，任何情况下不得转租。", "任何情况下不得转租"),
    ],
)
def test_a_line_that_rules_otherwise_is_told(line, place):
    assert [excerpt for _severity, excerpt, _other in told("lease", FORM.format(line))] == [place]


@pytest.mark.parametrize(
    "line",
    [
        "留宿亲友不得超过5人。",
        "乙方不得将房屋用于办公、经营。",
        "乙方使用不当损坏的设施由乙方维修。",
        "乙方添置的家电由乙方维修。",
        "灯泡等易耗品由乙方自行更换。",
        "未经甲方同意，乙方不得转租。",
        "乙方不得转租。",
        "公共区域的水费由甲方承担。",
        "乙方逾期支付租金超过30日的，甲方有权解除合同。",
        "乙方可以选择按月支付租金。",
        "第一次支付三个月租金，以后每次提前5日支付。",
        "居住2人。",
        "该房屋供乙方家庭居住。",
        "甲方委托的物业公司负责公共设施的维修。",
        "家具由甲方负责维修。",
        "房屋有倾倒危险而甲方不修缮的，自然损坏可由乙方代甲方修缮。",
        "租金不包含水费、电费。",
    ],
)
def test_a_line_that_agrees_or_speaks_of_something_else_is_left_alone(line):
    assert told("lease", FORM.format(line)) == []


def test_a_room_has_as_many_beds_as_people_may_live_in_it():
    text = "房间床位：302室2号床（六人间）。\n每间限住4人。"
    assert told("lease", text) == [("warning", "每间限住4人", "六人间")]


def test_a_rule_of_a_lease_is_none_of_a_sale():
    assert told("sale", "居住人数不超过2人。\n居住人数不超过5人。") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "乙方晚交租金的，每晚一天按欠交金额的0.05%付违约金。\n乙方晚交租金的，每天付滞纳金50元。",
            ["每天付滞纳金50元", "0.05%"],
        ),
        (
            "逾期交租的，每日按欠付租金的万分之四支付违约金。\n逾期交租的，每日按年租金的1%支付滞纳金。",
            ["1%", "万分之四"],
        ),
        (
            "丙方的服务费由甲乙双方各承担一半。\n丙方的服务费由乙方支付。",
            ["丙方的服务费由乙方支付", "丙方的服务费由甲乙双方各承担一半"],
        ),
    ],
)
def test_two_rules_of_one_matter_are_told_with_both_places(text, places):
    assert [list(found[1:]) for found in told("lease", text)] == [places]


def test_what_is_late_is_told_by_what_stands_behind():
    text = "逾期支付租金的，每日支付万分之五的违约金。\n逾期交付租赁物的，每日支付千分之一的违约金。"
    assert told("lease", text) == []
