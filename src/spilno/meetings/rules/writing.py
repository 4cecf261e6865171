"""How what people type becomes the writing of papers."""

import re

TYPED = re.compile("(?<=[а-щьюяґєії])['`´ʼ‘ʹ](?=[а-щьюяґєії])", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """Write the apostrophe inside a Ukrainian word as ’, whichever sign was typed; the rest of the text stays as it is.

    Source: Український правопис 2019, § 7; the codifier and the papers of the association write U+2019.
    """
    return TYPED.sub("’", text)
