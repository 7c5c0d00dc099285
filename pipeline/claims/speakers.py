"""The sources of one article as they come up, so that "he", "the governor" and "the report" find their names.

Only what is safe is resolved: a pronoun to the last source, a title to the person the article gave it to, a report
without
a name to the only named source. What stays open keeps its own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.claims.source import Report
from pipeline.claims.sourcing import cues, nouns
from pipeline.entities import Entity

_SPEAKERS = frozenset(("person", "organisation", "group"))
_ROLE_REACH = 4  # words between a person's name and the title that goes with it


class Speakers:
    """Remembers sources in reading order; ``resolve`` turns a Report into the Report that it stands for."""

    def __init__(self) -> None:
        self.named: list[Report] = []
        self.last: Report | None = None
        self.roles: dict[str, str] = {}

    def learn_roles(self, doc: Doc, entities: Sequence[Entity]) -> None:
        """ "Governor Ann Lee", "Ann Lee, the governor": who holds which title."""
        for entity in entities:
            if entity.kind != "person":
                continue
            around = [
                *doc[max(0, entity.start - _ROLE_REACH) : entity.start],
                *doc[entity.end : entity.end + _ROLE_REACH],
            ]
            for token in around:
                if nouns().get(token.lemma_.lower()) in ("person", "office") and not token.is_punct:
                    self.roles.setdefault(token.lemma_.lower(), entity.words)

    def see(self, report: Report) -> None:
        """Remembers a source that was named."""
        if report.pronoun or self._itself(report):
            return
        self.last = report
        if report.named and all(report.words != known.words for known in self.named):
            self.named.append(report)

    def resolve(self, report: Report, pointing: Mapping[int, Entity]) -> Report | None:
        """The source that a report stands for; None for the outlet itself.

        ``pointing`` maps token indices of pronouns and short forms to what they point back to.
        """
        meant = next((pointing[i] for i in sorted(report.tokens) if i in pointing), None)
        if meant is not None and meant.kind in _SPEAKERS and (report.pronoun or not report.named):
            return replace(
                report,
                words=meant.words,
                kind="person" if meant.kind == "person" else "organisation",
                pronoun=False,
                named=True,
            )
        if report.pronoun:
            return replace(self.last, certainty=report.certainty) if self.last else None
        if report.named:
            return report
        if self._itself(report):
            outlets = [r for r in self.named if r.kind == "outlet"]
            return replace(outlets[-1], certainty=report.certainty) if outlets else None
        head = report.words.split()[-1].lower()
        for word in (head, head.rstrip("s")):
            if word in self.roles:
                return replace(report, words=self.roles[word], kind="person")
        if report.kind in ("document", "organisation") and len(self.named) == 1:
            return replace(self.named[0], certainty=report.certainty)
        return report

    def only(self) -> Report | None:
        """The one named source of the article, when there is just one."""
        return self.named[0] if len(self.named) == 1 else None

    @staticmethod
    def _itself(report: Report) -> bool:
        return not report.named and report.words.split()[-1].lower() in cues("outlet_itself")
