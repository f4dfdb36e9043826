"""`signdesk verify`: reads everything stored to its end and names the first broken place."""

from pathlib import Path

from signdesk.app.commands.answers import FAILED, GOOD, say, say_json
from signdesk.app.commands.unlock import unlock
from signdesk.core.i18n import _, ngettext
from signdesk.core.keys import KeyStore
from signdesk.core.verify import PARTS, Check, Report, verify


def run(folder: Path, *, as_json: bool, passphrase_fd: int | None) -> int:
    """Verify the centre in `folder`."""
    store = KeyStore.load(folder)
    report = verify(folder, unlock(store, passphrase_fd=passphrase_fd))
    if as_json:
        say_json({"ok": report.ok, "folder": str(folder), "checks": [_row(check) for check in report.checks]})
    else:
        for line in lines(report):
            say(line)
    return GOOD if report.ok else FAILED


def lines(report: Report) -> list[str]:
    """The report for people."""
    found = []
    for check in report.checks:
        sign = "✓" if check.ok else "✗"
        found.append(f"{sign} {_(PARTS[check.part])}: {check.looked_at}")
        if not check.ok:
            found.append(f"    {check.place}: {check.message}")
            if check.more:
                more = ngettext("and {count} more place", "and {count} more places", check.more)
                found.append(f"    {more.format(count=check.more)}")
    found.append(_("Everything is as it was written.") if report.ok else _("Something is damaged. Restore a backup."))
    return found


def _row(check: Check) -> dict[str, object]:
    return {
        "check": check.part,
        "ok": check.ok,
        "looked_at": check.looked_at,
        "place": check.place,
        "message": check.message,
        "more": check.more,
    }
