"""Who works in the sample centre: people of every role, with names to log in with and one published password. Imports
nothing heavy: the log-in window shows them."""

from dataclasses import dataclass

from signdesk import __version__
from signdesk.core import clock

CENTRE_NAME = "一号签约中心"
FOUNDER = "wangxt"
BUILT = "sample"
"""Key in the key store's header: which program built the sample centre, for which day."""

PASSWORD = "signdesk-demo-2026"  # noqa: S105 -- published: the sample centre holds nothing real


@dataclass(frozen=True)
class Member:
    """One member of staff. `superior` is a login name."""

    login_name: str
    name: str
    post: str
    roles: tuple[str, ...]
    superior: str = "chengh"


MEMBERS = (
    Member("chengh", "陈国华", "中心负责人", ("manager",), ""),
    Member("lijing", "李静", "前台接待", ("reception",)),
    Member("zhoukai", "周凯", "柜台经办", ("counter",)),
    Member("wumin", "吴敏", "柜台经办", ("counter",)),
    Member("helan", "何岚", "签约专员", ("signing_officer",)),
    Member("xuyao", "徐遥", "签约专员", ("signing_officer",)),
    Member("shenlv", "沈律", "合同审核", ("reviewer",)),
    Member("zhoumin", "周敏", "档案管理", ("archivist",)),
    Member("zhanggong", "张建工", "设备管理", ("asset_keeper",)),
    Member("qianhui", "钱慧", "人事", ("hr",)),
    Member("sunkuai", "孙会", "财务", ("finance",)),
    Member("zhaoan", "赵安", "安全员", ("safety_officer",)),
    Member("wangxt", "王系统", "系统管理", ("system_admin",)),
    Member("linaq", "林安全", "安全管理", ("security_admin",)),
    Member("hansj", "韩审计", "审计", ("auditor",)),
)


def stamp() -> str:
    """What the header says of a sample centre that is complete, of this program and of today: its queue is today's."""
    return f"{__version__} {clock.today().isoformat()}"
