"""agent_authority: where an agent signs for a natural person, the contract says by which power of attorney; and whoever
is given power and whoever signs is the agent it names. Those who sign for a company by their office need none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signdesk.core.i18n import N_, _
from signdesk.core.text import Place
from signdesk.domains.signing.rules.checks.engine import Finding, Outcome
from signdesk.domains.signing.rules.facts import CaseFacts
from signdesk.domains.signing.rules.standards import Standards
from signdesk.domains.signing.rules.structure.contract import Contract
from signdesk.domains.signing.rules.structure.people import declared_before, is_organisation, natural, party_of
from signdesk.domains.signing.rules.structure.representatives import contradictions
from signdesk.domains.signing.rules.structure.wording import Wording

_AGENT = Wording(r"(?:委\s*托\s*)?代\s*理\s*人\s*(?:\([^()]{0,12}\))?\s*:\s*(?P<name>[一-鿿·]{2,12})", holds="理")
_AUTHORITY = Wording(
    r"委托书|授权书|委托公证|公证(?:书|委托)|法定代理|监护人", holds=("委托书", "授权书", "公证", "法定代理", "监护人")
)
_ATTACHED = Wording(r"附\s*件", holds="附")
_BESIDE_THE_OFFICE = re.compile(r"(?:法\s*定\s*代\s*表\s*人|负\s*责\s*人|经\s*营\s*者)\s*(?:或者?|[/、(])\s*$")
"""Before an agent on a line that is made for whoever signs for a company."""
_NEAR = 40
"""Characters before an agent that are looked at."""
_LABELS = re.compile(r"签[字名章]|身份证|电话|地址|日期|盖章|证件")


@dataclass(frozen=True)
class AgentAuthority:
    id: str = "agent_authority"
    title: str = N_("Authority of agents")
    why: str = N_("What somebody signs without authority does not bind the party unless it is ratified.")
    source: str = N_("Civil Code, articles 165 and 171")

    def run(self, contract: Contract, facts: CaseFacts, standards: Standards) -> Outcome:
        agents = list(_agents(contract, facts))
        findings = tuple(
            Finding(
                "agent_authority",
                "error",
                _("{agent} acts for {party}, but the contract names no power of attorney.").format(
                    agent=agent, party=party
                ),
                place,
            )
            for agent, party, place in agents
        )
        missing = not _names_authority(contract)
        others = tuple(_other_agents(contract))
        return Outcome(
            _("{count} agents of natural persons").format(count=len(agents)),
            (findings if missing else ()) + others,
            applicable=bool(agents or others),
        )


def _other_agents(contract: Contract) -> Iterator[Finding]:
    """Whoever signs as agent, or is given power, by another name than the agent of the contract; a company's too."""
    for pair in contradictions(contract, "agent"):
        message = _("The power of attorney is given to “{name}”, but the agent named is “{agent}”.")
        if not pair.one.power:
            message = _("The agent is “{name}” here, but “{agent}” where named first.")
        yield Finding(
            "agent_authority",
            "error",
            message.format(name=pair.one.name, agent=pair.other.name),
            pair.one.place,
            (pair.other.place,),
            ((_("here"), pair.one.name), (_("before"), pair.other.name)),
        )


def _agents(contract: Contract, facts: CaseFacts) -> Iterator[tuple[str, str, Place]]:
    """Agents with a name, each once, under a natural person."""
    told: set[str] = set()
    for block, match in contract.body.find(_AGENT):
        name = match["name"]
        place = Place(block.number, match.start(), match.end())
        principal = declared_before(contract, place)
        if (
            principal is None
            or name in told
            or _LABELS.search(name)
            or _BESIDE_THE_OFFICE.search(match.string[max(match.start() - _NEAR, 0) : match.start()])
        ):
            continue
        party = party_of(facts, principal)
        if natural(party) if party is not None else not is_organisation(principal.name):
            told.add(name)
            yield name, principal.name, place


def _names_authority(contract: Contract) -> bool:
    """Whether the terms name a power of attorney; one that is attached counts if the terms refer to it."""

    def in_terms(wording: Wording) -> bool:
        return any(not contract.zones.in_attachments(block.number) for block, _match in contract.body.find(wording))

    return in_terms(_AUTHORITY) or (contract.body.has(_AUTHORITY) and in_terms(_ATTACHED))
