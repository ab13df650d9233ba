"""What is said in the sample session, and what the rapporteur writes down about it."""

import msgspec

from live.domain.notes import Tag
from live.domain.queue import Kind


class Remark(msgspec.Struct, frozen=True):
    """A note as the rapporteur will write it: of an action who is to do it, in how many days."""

    tag: Tag | None
    text: str
    owner: str = ""
    days: int | None = None


class Contribution(msgspec.Struct, frozen=True):
    """Something that somebody of a group has to say on an item of the agenda."""

    item: str
    group: str
    kind: Kind
    about: str
    remarks: tuple[Remark, ...]


OPENING = "Opening"
NEGOTIATIONS = "State of the negotiations"
DISCUSSION = "General discussion"
PARTNERSHIPS = "Findings on public-private partnerships"
NEXT_STEPS = "Next steps"


Noted = tuple[Tag | None, str] | tuple[Tag | None, str, str, int | None]


def _said(item: str, group: str, kind: Kind, about: str, *remarks: Noted) -> Contribution:
    return Contribution(item, group, kind, about, tuple(Remark(*remark) for remark in remarks))


CONTRIBUTIONS = (
    _said(
        OPENING,
        "civil_society",
        "question",
        "How this consultation feeds into the closing week",
        ("question", "How will what is said today reach the delegations in the closing week?"),
    ),
    _said(
        OPENING,
        "academia",
        "statement",
        "Thanks for opening the consultation to universities",
        ("point", "Universities take part for the first time and ask to be consulted regularly."),
    ),
    _said(
        NEGOTIATIONS,
        "civil_society",
        "statement",
        "Safeguards in the articles on electronic evidence",
        (
            "point",
            "Safeguards should apply to the whole text; the draft ties them to a single chapter.",
        ),
    ),
    _said(
        NEGOTIATIONS,
        "government",
        "statement",
        "Why the scope of offences should stay narrow",
        (
            "point",
            "A closed list of offences is preferred: a broad one slows down cooperation.",
        ),
    ),
    _said(
        NEGOTIATIONS,
        "private_sector",
        "question",
        "Time for providers to comment on the consolidated text",
        ("question", "Until when, and in which form, can providers comment on the text?"),
    ),
    _said(
        NEGOTIATIONS,
        "academia",
        "statement",
        "Definitions that differ from chapter to chapter",
        (
            "point",
            "“Service provider” is defined in three ways; courts would read each differently.",
        ),
    ),
    _said(
        NEGOTIATIONS,
        "united_nations",
        "statement",
        "Coherence with existing human rights instruments",
        ("point", "Necessity and proportionality should be named in the general provisions."),
    ),
    _said(
        NEGOTIATIONS,
        "civil_society",
        "statement",
        "Protection of security researchers",
        ("quote", "A treaty that endangers researchers endangers everybody's security."),
        ("point", "Acting in good faith should exclude criminal liability."),
    ),
    _said(
        NEGOTIATIONS,
        "government",
        "question",
        "How interpretation will be paid for in the closing week",
        ("question", "Who pays for interpretation into six languages in the closing week?"),
    ),
    _said(
        DISCUSSION,
        "private_sector",
        "statement",
        "Preservation requests to small providers",
        ("point", "Small providers ask for one point of contact and for model request forms."),
        ("risk", "Small providers leave markets in which they cannot answer in time."),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "statement",
        "Access of victims to remedies",
        ("point", "Victims should be able to take part in proceedings without travelling."),
    ),
    _said(
        DISCUSSION,
        "academia",
        "statement",
        "A common curriculum for judges and prosecutors",
        ("point", "Four universities offer a common curriculum for judges and prosecutors."),
        (
            "action",
            "Share the outline of the curriculum with all groups.",
            "Institute for Comparative Criminal Law",
            14,
        ),
    ),
    _said(
        DISCUSSION,
        "government",
        "statement",
        "Around-the-clock contact points",
        ("point", "Contact points work where they are staffed; funding for small States is open."),
        ("risk", "Without funding, contact points of small States exist on paper only."),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "question",
        "Data protection in mutual legal assistance",
        ("question", "How will personal data be protected when a request is passed on?"),
    ),
    _said(
        DISCUSSION,
        "united_nations",
        "statement",
        "Technical assistance that lasts longer than a project",
        ("point", "Technical assistance should be planned for five years and not for one."),
    ),
    _said(
        DISCUSSION,
        "private_sector",
        "statement",
        "Transparency about requests received",
        ("point", "Providers want to publish how many requests they receive, without details."),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "statement",
        "Children as victims and as witnesses",
        ("point", "Interviews with children should be recorded once and used throughout."),
        ("quote", "No child should have to tell the same story five times."),
    ),
    _said(
        DISCUSSION,
        "academia",
        "question",
        "Which data exist on the use of production orders",
        ("question", "Are there comparable figures on production orders, and who collects them?"),
    ),
    _said(
        DISCUSSION,
        "government",
        "statement",
        "Requests in urgent cases",
        ("point", "A request by electronic means should be enough where life is in danger."),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "statement",
        "Refusing requests that target journalists",
        ("point", "Grounds for refusal should name freedom of expression."),
    ),
    _said(
        DISCUSSION,
        "private_sector",
        "question",
        "Conflicts between the laws of two States",
        ("question", "Which law does a provider follow when two States ask for opposite things?"),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "statement",
        "Languages other than the official ones",
        ("point", "Guidance for victims is needed in the languages that they speak."),
    ),
    _said(
        DISCUSSION,
        "united_nations",
        "question",
        "Support for States that join late",
        ("question", "What support is there for States that join after entry into force?"),
    ),
    _said(
        DISCUSSION,
        "government",
        "question",
        "How long data is to be kept after a request",
        ("question", "For how long is data kept when no request follows its preservation?"),
    ),
    _said(
        DISCUSSION,
        "private_sector",
        "statement",
        "Costs of answering requests",
        ("point", "Reimbursing costs would keep requests few and well founded."),
    ),
    _said(
        DISCUSSION,
        "civil_society",
        "statement",
        "Reporting channels that victims trust",
        ("point", "Victims report where a person answers; forms alone are not used."),
    ),
    _said(
        DISCUSSION,
        "academia",
        "statement",
        "Evaluating the text after three years",
        ("point", "A review after three years should be part of the final provisions."),
    ),
    _said(
        PARTNERSHIPS,
        "private_sector",
        "statement",
        "Lessons of a partnership with payment services",
        (
            "point",
            "Sharing indicators within an hour stopped two thirds of the transfers in a pilot.",
        ),
    ),
    _said(
        PARTNERSHIPS,
        "government",
        "statement",
        "A legal basis for sharing information",
        ("point", "Partnerships without a legal basis end when the people change."),
        ("risk", "Information that was shared without a legal basis is lost as evidence."),
    ),
    _said(
        PARTNERSHIPS,
        "civil_society",
        "statement",
        "Oversight of partnerships",
        ("point", "Agreements should be published, and civil society be part of the oversight."),
        ("quote", "Partnership is no reason to skip a warrant."),
    ),
    _said(
        PARTNERSHIPS,
        "academia",
        "statement",
        "How the effect of partnerships can be measured",
        (
            "action",
            "Propose five indicators for the effect of partnerships.",
            "Centro de Estudios Digitales",
            28,
        ),
    ),
    _said(
        PARTNERSHIPS,
        "private_sector",
        "question",
        "Liability for sharing in good faith",
        ("question", "Is whoever shares indicators in good faith protected from liability?"),
    ),
    _said(
        PARTNERSHIPS,
        "united_nations",
        "statement",
        "A register of partnerships",
        ("point", "A public register would let smaller States find partners."),
    ),
    _said(
        NEXT_STEPS,
        "civil_society",
        "statement",
        "A joint text on preservation requests",
        (
            "action",
            "Send a joint text on preservation requests.",
            "Open Courts Initiative and Nordic Cloud Alliance",
            21,
        ),
    ),
    _said(
        NEXT_STEPS,
        "private_sector",
        "statement",
        "Hosting a technical workshop",
        (
            "action",
            "Host a technical workshop before the closing week.",
            "Chamber of Digital Commerce",
            35,
        ),
    ),
    _said(
        NEXT_STEPS,
        "government",
        "question",
        "Whether the summary will be an official document",
        ("question", "Will the summary be circulated as an official document?"),
    ),
    _said(
        NEXT_STEPS,
        "academia",
        "statement",
        "A reading list for delegations",
        ("action", "Send a reading list of ten pages at most.", "University of the Highlands", 10),
    ),
    _said(
        NEXT_STEPS,
        "united_nations",
        "statement",
        "Briefing the regional groups on the outcome",
        (
            "action",
            "Brief the regional groups on the outcome.",
            "Programme on Digital Justice",
            14,
        ),
    ),
    _said(
        NEXT_STEPS,
        "civil_society",
        "question",
        "A second consultation after the closing week",
        ("question", "Will there be a second consultation once the text is final?"),
    ),
    _said(
        NEXT_STEPS,
        "private_sector",
        "statement",
        "Comments on the model request forms",
        ("action", "Comment on the model request forms in writing.", "Nordic Cloud Alliance", None),
    ),
)

REPLIES = {
    "How this consultation feeds into the closing week": _said(
        OPENING,
        "united_nations",
        "reply",
        "The way of the summary to the delegations",
        ("point", "The summary goes to all delegations before the closing week, and is posted."),
    ),
    "Time for providers to comment on the consolidated text": _said(
        NEGOTIATIONS,
        "government",
        "reply",
        "Comments in writing, article by article",
        ("point", "Comments are taken in writing, article by article, for four weeks."),
    ),
    "How interpretation will be paid for in the closing week": _said(
        NEGOTIATIONS,
        "united_nations",
        "reply",
        "Interpretation of formal and informal meetings",
        ("point", "The regular budget pays for formal meetings; informal ones need contributions."),
    ),
    "Data protection in mutual legal assistance": _said(
        DISCUSSION,
        "government",
        "reply",
        "Conditions under which personal data is passed on",
        ("point", "Data may be passed on under the conditions of the State that holds it."),
    ),
    "Which data exist on the use of production orders": _said(
        DISCUSSION,
        "private_sector",
        "reply",
        "What transparency reports contain",
        ("point", "Eleven providers publish figures, counted in three different ways."),
    ),
    "Conflicts between the laws of two States": _said(
        DISCUSSION,
        "academia",
        "reply",
        "Comity clauses in existing treaties",
        ("point", "Three treaties let a provider ask a court of its own State first."),
    ),
    "Liability for sharing in good faith": _said(
        PARTNERSHIPS,
        "government",
        "reply",
        "Safe harbour in national law",
        ("point", "Nine of the States studied protect whoever shares in good faith."),
    ),
}
"""To questions, by what these are about. The other questions stay open."""

POINTS_OF_ORDER = (
    "The Arabic audio channel is silent",
    "Speakers are asked to keep to their time",
    "The shared document is not readable for those on phones",
    "The last speaker could not be heard",
)

REMARKS = {
    OPENING: (
        Remark(
            "point",
            "The Secretariat recalled the purpose: to hear stakeholders before the closing week.",
        ),
    ),
    NEGOTIATIONS: (
        Remark(
            "point",
            "Five of the eight chapters are agreed in principle; scope, safeguards and "
            "international cooperation remain open.",
        ),
    ),
    DISCUSSION: (
        Remark("decision", "Speakers of every group are heard before anybody speaks twice."),
    ),
    PARTNERSHIPS: (
        Remark(
            "point",
            "The study covers 41 partnerships in 26 countries; most began after one large "
            "incident and rest on a few people.",
        ),
    ),
    NEXT_STEPS: (
        Remark("decision", "Written statements are accepted for ten days."),
        Remark("action", "Circulate the draft summary.", "Secretariat of the Consultation", 7),
        Remark("decision", "Technical assistance is taken up first in the closing week."),
    ),
}
"""What is noted about an item itself, whoever speaks."""
