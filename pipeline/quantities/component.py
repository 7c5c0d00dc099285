"""The quantities stage as a spaCy component: ``nlp.add_pipe("crosscheck_quantities")``.

Sets ``doc.spans["quantities"]``; each span's ``label_`` is the quantity's kind and ``span._.quantity`` the Quantity.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.quantities import find

NAME = "crosscheck_quantities"

if not Span.has_extension("quantity"):
    Span.set_extension("quantity", default=None)


class Quantities:
    """Finds the quantities of a Doc; one that ends inside a token ("$5bn") takes the whole token into its span."""

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its quantities set."""
        spans = []
        for quantity in find(doc.text):
            span = doc.char_span(quantity.start, quantity.end, label=quantity.kind, alignment_mode="expand")
            if span is not None:
                span._.quantity = quantity
                spans.append(span)
        doc.spans["quantities"] = SpanGroup(doc, name="quantities", spans=spans)
        return doc


@Language.factory(NAME)
def create(nlp: Language, name: str) -> Quantities:
    """The component, for spaCy's registry."""
    del nlp, name
    return Quantities()
