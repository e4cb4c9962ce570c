"""Passages of texts that bear on a topic, quoted as they stand."""

from qa.briefing.phrases import say
from qa.briefing.recipe import RecipePart
from qa.briefing.telling import Teller, ended
from qa.briefing.types import Mark, Passages, Quote, Sentence


def passages_on(part: RecipePart, teller: Teller, passages: Passages | None) -> list[Sentence]:
    """Return the passages that ``passages`` finds, each a quote with its document.

    One whose words do not stand in its document is not printed. Where nothing finds passages, that is a gap.
    """
    desk = teller.ledger.desk
    if passages is None:
        text = say("no_passages", topic=teller.topic.name)
        teller.gaps.append(Sentence(text=text, marks=(teller.ledger.of_record(),)))
        return []
    found = passages(teller.topic.name, part.most)
    documents = {d.number: d for d in desk.record.documents(numbers={one.document for one in found})}
    told = []
    for one in found:
        document = documents.get(one.document)
        if document is None or not one.text.strip() or one.text not in desk.record.text(one.document):
            continue
        date = say("saying_date", date=document.published) if document.published else ""
        text = say("passage", text=" ".join(one.text.split()), who=document.publisher or document.title, date=date)
        quote = Quote(text=one.text, of=teller.topic.name, place=None, statement="")
        told.append(
            Sentence(text=ended(text), marks=(Mark(source=teller.ledger.of_document(document), quotes=(quote,)),))
        )
    return told
