# ruff: noqa: E501  contracts are written as people write them, a habit to a line
"""Short texts that tests of single checks begin with: a table, a lease of a shop."""

from __future__ import annotations

from signdesk.core.text import Block, TextModel

SHOP = "{title}\n{head}\n第一条 标的\n甲方将位于文昌路18号的商铺交乙方使用。\n第二条 条件\n{terms}\n第三条 其他\n本合同由甲方、乙方签字后生效。甲方与乙方各执一份。\n甲方（签字）：    乙方（签字）："
HEAD = "甲方（出租方）：何大伟\n乙方（承租方）：罗小燕"
SIGNED = "租赁合同\n甲方：何大伟\n乙方：罗小燕\n一、约定\n双方守约。\n甲方（签字）：    乙方（签字）：\n{}"
"""What stands behind its last line is tried."""


def shop(
    terms="乙方按月付款，甲方开具收据。甲方应保证乙方使用，乙方应爱护，甲方可以检查。", title="商铺租赁合同", head=HEAD
):
    """A lease whose second clause says what is tried."""
    return SHOP.format(title=title, head=head, terms=terms)


def table(*rows, before="合同的正文在表格之前。", kind="T1"):
    """Rows of cells as one table below a line."""
    blocks = [Block(1, "paragraph", before, "P1")]
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            blocks.append(Block(len(blocks) + 1, "cell", text, f"{kind}R{r}C{c}"))
    return TextModel("docx", tuple(blocks))
