"""Whether what a lease lets is a home: the law protects who lives in it more than who trades in it."""

from __future__ import annotations

from signdesk.domains.signing.rules.structure.body import Body
from signdesk.domains.signing.rules.structure.wording import Wording

_TO_LIVE_IN = Wording(
    r"(?:用途|用于|作为|[仅只]限|[仅只]?供|用作)(?:[^。；;,，\n不]{0,20})(?:居住|住宿|自住)|居住人数|(?<!商业)(?<!商务)(?:公寓|合租|床位|宿舍)[^。；;,，\n]{0,10}(?:租|合同|协议)|限住\d",
    holds=("居住", "住宿", "自住", "公寓", "合租", "床位", "宿舍", "限住"),
)
_OF_A_HOME = Wording(
    r"住宅|住房|卧室?|[一二两三四]室|户型|同住|居住",
    holds=("住宅", "住房", "卧", "室", "户型", "同住", "居住"),
)
_OF_TRADE = Wording(
    r"商铺|店铺|店面|门面|商业用房|写字楼|办公|厂房|仓库|仓储|摊位|柜台|经营|营业|商户",
    holds=("商铺", "店", "门面", "商业", "写字楼", "办公", "厂房", "仓", "摊位", "柜台", "经营", "营业", "商户"),
)


def of_a_home(body: Body) -> bool:
    """Its use is named as living, or it speaks of rooms and of no trade."""
    return body.has(_TO_LIVE_IN) or (body.has(_OF_A_HOME) and not body.has(_OF_TRADE))
