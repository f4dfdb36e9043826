"""Two imported versions side by side: what changed is found in the full texts and shown masked."""

from __future__ import annotations

import pytest

from signdesk.core.errors import PermissionRefused, UserError
from signdesk.domains.signing import service as signing
from signdesk.domains.signing.rules.personal import masked_apart
from tests.domains.signing import corpus


def compared(seat, case, **versions):
    with seat.query() as session:
        return signing.compare_versions(session, case_id=case.id, **versions)


def words_of(found):
    lines = [line.block.text for row in found.comparison.rows for line in (row.left, row.right) if line is not None]
    lines += [line.text for row in found.comparison.rows for line in (row.left, row.right) if line is not None]
    return "".join(lines) + "".join(each.left_text + each.right_text for each in found.comparison.changes)


def test_the_newest_two_versions_are_compared_meaning_first_and_older_ones_on_request(lease_case, bring_in, reviewer):
    first = bring_in(lease_case, corpus.LEASE)
    with pytest.raises(UserError, match="only one version"):
        compared(reviewer, lease_case)
    second = bring_in(lease_case, corpus.LEASE.replace("肆仟伍佰元整", "肆仟元整"))
    third = bring_in(lease_case, corpus.LEASE.replace("居住", "办公").replace("一式三份", "一式两份"))
    found = compared(reviewer, lease_case)
    assert (found.older.id, found.newer.id) == (second.id, third.id) and len(found.versions) == 3
    assert [each.kind for each in found.comparison.changes] == ["amount", "number", "wording"]
    found = compared(reviewer, lease_case, older_id=second.id, newer_id=first.id)
    assert (found.older.id, found.newer.id) == (first.id, second.id)
    (change,) = found.comparison.changes
    assert (change.left_text, change.right_text) == ("肆仟伍佰元整", "肆仟元整")


def test_numbers_are_masked_on_both_sides_and_a_digit_that_changed_is_seen(lease_case, bring_in, reviewer):
    other = corpus.ZHAO[:12] + str((int(corpus.ZHAO[12]) + 1) % 10) + corpus.ZHAO[13:]
    bring_in(lease_case, corpus.LEASE)
    bring_in(lease_case, corpus.LEASE.replace(corpus.ZHAO, other) + f"\n联系人身份证号：{corpus.LI}")
    found = compared(reviewer, lease_case)
    for secret in (corpus.LI, corpus.ZHAO, other, corpus.LI[6:14]):
        assert secret not in words_of(found)
    number, added = found.comparison.changes
    assert (number.left_text[12], number.right_text[12]) == (corpus.ZHAO[12], other[12])
    assert number.left_text.count("*") == number.right_text.count("*") == 10
    assert added.kind == "added" and "*" in added.right_text
    row = next(row for row in found.comparison.rows if number in row.changes)
    assert number.left_text in row.left.text and number.right_text in row.right.text


def test_numbers_that_differ_in_more_than_three_characters_stay_masked():
    assert masked_apart("12345678", "19876548", "1******8", "1******8") == ("1******8", "1******8")
    assert masked_apart("12345678", "1234567", "1******8", "1*****7") == ("1******8", "1*****7")


def test_a_version_of_another_case_and_a_person_without_the_right_are_refused(lease_case, bring_in, officer, hire):
    bring_in(lease_case, corpus.LEASE)
    bring_in(lease_case, corpus.LEASE + "\n附言。")
    with pytest.raises(UserError, match="another case"):
        compared(officer, lease_case, older_id=4711)
    with pytest.raises(PermissionRefused):
        compared(hire("吴库", "asset_keeper"), lease_case)
