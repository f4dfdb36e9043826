"""Companies and people whom the terms call by name and who take part in the deal, by what the sentence says. Whether
they are parties, and who of the others is left over from another contract, is told by `strangers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from signdesk.core.text import Place
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.subjects import acts
from signdesk.domains.signing.rules.structure.wording import Wording

_COMPANY = Wording(
    r"[一-鿿()]{4,24}?(?:有限责任公司|股份有限公司|有限公司|(?<=[省市区县])[一-鿿]{2,8}公司|事务所(?:\([^()]{1,6}\))?|合作社|经营部|商行)",
    holds=("公司", "事务所", "合作社", "经营部", "商行"),
)
_LEADS = (
    re.compile(
        r"^.*(?:因|由|向|对|经(?![纪营贸济])|维护|保护|代表|通知|告知|委托|同意|将|给|交付|交还|交由|归还|移交|返还|退还|赔偿|支付|配合|协助|按照?|征得|取得"
        r"|若|如|被|凡|替|属于|归)(?=[一-鿿]{4})"
    ),
    re.compile(r"^.*(?:与|和|及|在|为|至|[甲乙丙丁]方)(?=[一-鿿]{4})"),
)
"""What a sentence says before a company's name; the second stand within names as well (家和物业)."""
_INTRODUCING = re.compile(
    r"(?:委托|聘请|选聘|指定|授权|名为|[系是为即]|(?<!合)同|与|投保于?|[人商]|品牌|购自|登记在|[(“\"])$"
)
"""Right before a name that is told for the first time on purpose."""
_INTRODUCING_SOMEBODY = re.compile(
    r"(?:委托|聘请|指定|授权|名[为叫]|[系是为即]|(?<![租卖受])人|代表|经理|配偶|妻子?|丈夫|父亲?|母亲?|[儿女子]|[兄弟姐妹员]|律师|[(“\"·])$"
)
_NAMED_HERE = re.compile(
    r"\s*(?:\((?:以下|下|简)|[)”]|名下|所有|共有|之[妻夫子女父母]|(?:出具|提供|开具|签订|开发|生产|承建|发行|签发)的?)"
)
"""Behind one."""
_BOUNDARY, _GOES_ON = re.compile(r"[,，。；;、\s由因若如\d.]"), re.compile(r"[一-鿿]")
_OF_SERVICE = re.compile(
    r"物业|供电|电力|电网|供水|水务|自来水|燃气|热力|银行|保险|评估|检测|监理|测绘|公证|鉴定|担保|装[饰修]|设计|施工|工程|快递|速运|速递|物流|通信|电信|网络"
    r"|律师|会计|审计|平台|征信|环卫|消防|电梯|拍卖|监管"
)
"""Companies that serve everybody and may be named once."""
_HAS_A_PART = re.compile(
    r"的?(?:合法|正当)*(?:权益|利益)|承租|承包|承揽|购买|出售|出租|受让|转让|委托|聘请|聘用|接到|收到|应于|指定收款|指定的?账户"
    r"|的?(?:厂区|指定账户|员工|经营场所|营业场所|办公场所|书面|责任|原因|要求|损失|账户|租金|押金|房屋)|使用不当|原因"
)
"""Behind a name that has a part of its own in the deal."""
_GIVEN_TO = re.compile(r"(?:赔偿|返还|退还|交还|归还|还给)$")
_KEEPS_IT = re.compile(r"物业|银行|监管|公证")
"""Whom things may be given back to though they are no party."""
_TO_WHOM = re.compile(
    r"(?:通知|告知|赔偿|返还|退还|交还|归还|移交|交由|征得|取得|配合|协助|支付给?|交付给?|退还给|返还给|还给|[经向给对])$"
)

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗高林郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖贾韦邹熊孟秦阎薛侯雷"
    "龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚石邱戴夏傅樊鲍翟俞卞柳祝焦葛聂殷詹欧骆涂邢柯柴甘耿霍简蓝黎凌鲁苗莫倪裴蒲祁乔冉饶覃谈屠辛颜晏易"
    "喻岳臧章庄卓宗游"
)
_GIVEN = (
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林坚和彪博诚"
    "敬震振壮思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇翰朗宏鸣朋斌梁栋维启克伦翔旭鹏泽晨辰建家致树炎德泰盛雄琛钧冠策腾楠榕航弘卫宝根金"
    "银长喜连双少小大秀娟英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣璐琦晶妍茜秋珊"
    "莎锦青倩婷婉娴瑾颖露瑶怡雁仪荷丹蓉君琴薇梦岚婕馨韵聪澜纯悦昭冰羽希欣柔竹晓欢枫芸菲舒丽锋润海潇懿铭睿轩逸凯哈诗语"
    "敏洋鑫淼蓓蕾妮娇姗珂玥玮琪瑜璇璟皓硕祺禹筱绮耀芊莹萌诺贤赟锐钰铃霖霜靖骁骏麒麟仕佩俐凌勋卉喆坤培奕妙宇宸尧崇帅彤彦忠恒恩捷昊昕昱晋晔智曦朔桐桦"
    "沁沛涵渊溪滨炜炫烁烨焕煜熙玫玺珏珑瑛远迪"
)
"""What people are called: the characters most given names are made of."""
_RARER_SURNAMES = (
    "闻沙楚邬庾宣佘翁麻官费池柏艾敖白班包毕边卜岑晁储褚丛党狄刁窦丰封符盖戈宫巩古谷管桂杭姬嵇吉纪季冀荆井景鞠阚寇蒯匡况郎冷厉栗廉娄栾茅梅蒙米缪牟"
    "穆庞皮浦戚瞿仇曲屈荣容茹阮芮桑尚申盛舒束帅隋邰佟童温沃乌巫伍席冼项胥荀燕阳仰尤虞郁甄支仲祖左滕"
)
"""These begin too many words to be looked for but with a given name behind."""
_ENDING_WORDS = "程施项常任何费管庄容余高万段路史章易石武龙白毛温田严景季封党包范丰谷燕郑浦桂蓝乌林古官祖左支"
"""Surnames in which words end (过程中, 设施发生): looked for only where a sentence or a part of it begins."""
_WITHIN = "".join(each for each in SURNAMES + _RARER_SURNAMES if each not in _ENDING_WORDS)
_NOT_WITHIN = "和中发生义成信天学"
_NO_PERSON = re.compile(
    r"高[大新明]|万[元国]|[文史]|施工|安全|程[序度]|任[何意]|常[年用]|余[额款]|章程|[钱金]|全国|龙[江华岗海]|周[边长]|石[家]"
)
_PLACE_BEHIND = re.compile(
    r"路|街|道|巷|村|镇|乡|区|县|市|省|山|河|湖|桥|大厦|花园|广场|小区|苑|城|[园坊弄]|[一二三四五六七八九十\d]{1,3}[区号弄栋幢]|公司|集团|医院|学校|中学|小学|律师|先生|女士|[,，、]?等"
)
_SOMEBODY = Wording(
    rf"(?P<name>[{SURNAMES}{_RARER_SURNAMES}]"
    r"(?:(?<=[,，。；;、.)\s由向经给对因若如与和及将把被请知还付赔方人则时后市区县镇乡村].)|(?<=^.)"
    rf"|(?<=[一-鿿][{_WITHIN}])(?![{_GIVEN}]?[{_NOT_WITHIN}]))[{_GIVEN}]{{2}})(?=[一-鿿]|[,，。；;、])",
    holds=SURNAMES + _RARER_SURNAMES,
)
"""A name of three characters where a sentence or a part of it begins, right behind a verb, or within a sentence. What
stands before it is asked behind its first character, so that a search goes from surname to surname."""
_TWO = Wording(
    rf"(?P<name>[{SURNAMES}](?:(?<=[,，。；;、.)\s由向经给因若如市区县镇乡村].)|(?<=^.))[一-鿿]{{1,2}}?)"
    r"(?=应(?:当|于|在|按|将|向|予|遵守|支付|负责|配合|承担|提前|如实|及时)"
    r"|须|不得|有权|离职|承担|保证|逾期|同意将|如[需要]|若[需要]|需(?:提前|向|在|于|要)|擅自|拒绝|仍需|继续使用|继续承租"
    r"|租期|租赁期|租住|入住|退房|退租|搬[离走出]|(?:书面)?(?:同意|许可))",
    holds=SURNAMES,
)
"""A name of any length that does something only somebody can do."""
_TOLD = Wording(
    rf"(?:通知|告知|催告|退还给?|返还给?|交还给?|支付给|交付给)(?P<name>[{SURNAMES}](?![一-鿿]?[款项费]|[一-鿿][金方人者件物单书商家])[一-鿿]{{2}})"
    r"(?=[,，。；;、])",
    holds="告知还给",
)
"""A name to whom something is told or given."""
_NO_NAME = re.compile(
    r".[款项期限额费率价金式法案料品店方会事务权利果件书单据员工章程序内外下上中前后日月年天时段间次度量面积房屋地产路线口头部位置等均也还再有]"
    r"|[高常任万余何许严康武龙史雷叶周程路钟施].?|(?:任何|常住|曾经|施工|许可|高层|程序).|(?:张贴|陈述|陈列|梁板|梁柱|董事).?|田间|曾经?|范围|顾客|林地|毛坯|谢绝|钱款"
    r"|(?:简易|易于|易损|易燃|游客|庄重|岳母|宗地|祝愿|焦点|石材|欧元).?"
)
"""Words of two or three characters that begin like a surname and are none."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who takes part in the deal by what a sentence says: does something, bears it, is told or given it."""

    kind: Literal["company", "person"]
    name: str
    place: Place


def find_named(contract: Contract) -> Iterator[Named]:
    """All of them in the terms, but those whom the sentence itself introduces (委托某公司, 配偶刘芳)."""
    yield from _companies(contract)
    told: set[tuple[int, int]] = set()
    begun = contract.body.pairs(SURNAMES + _RARER_SURNAMES, _GIVEN)
    for wording in (_SOMEBODY, _TWO, _TOLD):
        for block, match in contract.body.find(wording, begun if wording is _SOMEBODY else None):
            place, name = Place(block.number, *match.span("name")), match["name"]
            if (place.block, place.start) in told or _NO_NAME.fullmatch(name):
                continue
            if wording is _SOMEBODY and not _is_somebody(contract, match.string, place):
                continue
            told.add((place.block, place.start))
            yield Named("person", name, place)


def _companies(contract: Contract) -> Iterator[Named]:
    for block, match in contract.body.find(_COMPANY):
        text, lead = match.string, next((found for each in _LEADS if (found := each.match(match[0]))), None)
        start, end = match.start() + (lead.end() if lead else 0), match.end()
        ahead, place = text[max(start - 6, 0) : start], Place(block.number, start, end)
        meant = acts(text, start, end) or _HAS_A_PART.match(text, end) is not None
        of_service = _OF_SERVICE.search(text, start, end) is not None
        if of_service and not meant:
            meant = _GIVEN_TO.search(ahead) is not None and not _KEEPS_IT.search(text, start, end)
        elif not meant:
            introduced = bool(_INTRODUCING.search(ahead) or _NAMED_HERE.match(text, end))
            meant = not introduced and (_TO_WHOM.search(ahead) is not None or _begins(contract, text, place))
        if meant:
            yield Named("company", text[start:end], place)


def _begins(contract: Contract, text: str, place: Place) -> bool:
    """Whether a sentence of a clause, or a part of it, begins with those at `place` and goes on about them."""
    begins = place.start == 0 or _BOUNDARY.match(text, place.start - 1)
    return bool(begins and _GOES_ON.match(text, place.end)) and contract.tree.at(place, text) is not None


def _is_somebody(contract: Contract, text: str, place: Place) -> bool:
    """Whether what looks like a name is one: no word, no street, nobody whom the words before it introduce."""
    if (
        _NO_PERSON.match(text, place.start)
        or _PLACE_BEHIND.match(text, place.end)
        or _NAMED_HERE.match(text, place.end)
    ):
        return False
    if _INTRODUCING_SOMEBODY.search(text, max(place.start - 6, 0), place.start):
        return False
    return contract.tree.at(place, text) is not None
