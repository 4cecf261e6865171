"""HTML of a question made plain text: paragraphs become lines, tags and scripts go."""

from html.parser import HTMLParser

BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}
SILENT = {"script", "style"}
MEDIA = {"img", "audio", "video", "object", "embed", "iframe", "svg", "math"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.media = False
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.media = self.media or tag in MEDIA
        self.silent += tag in SILENT
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def plain_of(html: str) -> str:
    """Return the words of HTML, a line for each paragraph, without tags, scripts and styles.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    lines = (" ".join(line.split()) for line in "".join(_read(html).parts).split("\n"))
    return "\n".join(line for line in lines if line)


def has_media(html: str) -> bool:
    """Tell whether HTML shows a picture, a sound or a film, without which its words may mean nothing.

    Source: docs/how-to/tests-of-an-edition.md, «Files of questions».
    """
    return _read(html).media
