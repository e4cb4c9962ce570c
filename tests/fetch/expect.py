"""Answers of the kind a test expects, with the whole answer in the message where they are not."""

from ingest.fetch import Downloaded, Fetched, NotFetched


def came(answer: Fetched | NotFetched) -> Fetched:
    assert isinstance(answer, Fetched), answer
    return answer


def landed(answer: Downloaded | NotFetched) -> Downloaded:
    assert isinstance(answer, Downloaded), answer
    return answer


def missed(answer: Fetched | Downloaded | NotFetched) -> NotFetched:
    assert isinstance(answer, NotFetched), answer
    assert "\n" not in str(answer)
    return answer
