"""Which kind of deal a contract is, told by its head: its title and who its parties are. For checks that are about one
kind; the business type of the case says what a contract must have, not what it is."""

from __future__ import annotations

import re

from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.wording import Wording

_BLOCKS, _CHARACTERS = 16, 2000
"""How much of a contract its head is."""
_LEASE = re.compile(r"^[^。\n]{0,30}租(?:赁|约|房|用)?(?:合同|协议|契约)", re.MULTILINE)
_SALE = re.compile(
    r"买卖|购房|预售合同|(?:房屋|房产|房地产|住宅|产权)转让|出卖[方人]|买受[方人]|售房人|[买卖]方(?:[(:]|为)"
)
_PROPERTY = Wording(
    "房屋|商品房|房地产|房产|住宅|商铺|写字楼|车位|车库|不动产|交房|购房",
    holds=("房", "住宅", "商铺", "写字楼", "车位", "车库", "不动产"),
)
_COMMISSION = re.compile(
    r"委托(?:代理|服务|销售|出售|购买|管理)?(?:合同|协议)|(?:居间|中介|经纪|代理|服务)(?:服务)?(?:合同|协议)|受托[方人]|居间[方人]|中介[方人]|经纪[方人]|三方(?:合同|协议)"
)


def is_sale(contract: Contract) -> bool:
    """Whether a home or another property is sold by it: not goods, shares or a car."""
    head = _head(contract)
    return _SALE.search(head) is not None and not _LEASE.search(head) and contract.body.has(_PROPERTY)


def is_commission(contract: Contract) -> bool:
    """Whether somebody acts for another by it, alone or beside a sale or a lease."""
    return _COMMISSION.search(_head(contract)) is not None


def _head(contract: Contract) -> str:
    return "\n".join(text for _block, text in contract.body[:_BLOCKS])[:_CHARACTERS].replace(" ", "")
