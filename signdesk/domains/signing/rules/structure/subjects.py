"""Who acts in a sentence: a word is the subject of a duty or a right if it stands at a boundary and 应, 有权, 不得 …
come behind it. Words that are merely mentioned (an earlier lease, somebody's staff) are not."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r"[,，。；;、:\s)由向经的若如因\d.]")
_ACTS = re.compile(
    r"\s*(?:[还也均仍并亦即则就都]\s*)?(?:应当?|须|必须|不得|有权|可以?|未|逾期|迟延|拖欠|拒绝|要求|同意|支付|承担|负责|保证|提前|违约|将|在|于|[向对按依需不已自]|具有|书面"
    r"|无正当|无故|反悔|付款期限|享有|赔偿|隐瞒|违反|中途|单方|无权|无须|无需|提交|交付|人为|擅自|自行|故意|因|负担|使用|如[数期约]|按[时期约月]|及时|立即|如需|若需)"
)


def acts(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` do something in their sentence."""
    at_boundary = start == 0 or _BOUNDARY.match(text, start - 1) is not None
    return at_boundary and _ACTS.match(text, end) is not None


_DONE_TO = re.compile(
    r"(?:划入|转入|汇入|支付给|支付至|交付给|交还|交由|返还给?|退还给?|归还给?|移交给?|通知|告知|赔偿|催告|协助|配合|征得|取得|[向对给经由被将把])$"
)


def takes_part(text: str, start: int, end: int) -> bool:
    """Whether those named from `start` to `end` do something in their sentence, or something is done to them."""
    return acts(text, start, end) or _DONE_TO.search(text, max(start - 4, 0), start) is not None
