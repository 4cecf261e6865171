"""Terms of one memorandum for tests of rules; change what the test is about with `replace`."""

from spilno.memoranda.rules.text import AreaText, Both, ClauseText, PartyText, Terms, TermText

SCHOOL = PartyText(
    organisation=1,
    person=1,
    name=Both("Вища школа публічного управління", "High School of Public Governance"),
    signatory=Both("Юлія ЛИХАЧ", "Yuliia LYKHACH"),
    signatory_genitive="Лихач Юлії",
    post=Both("Директор", "Director"),
    post_genitive="Директора",
    powers=Both("Статуту", "the Statute"),
    feminine=True,
)
TOWNS = PartyText(
    organisation=2,
    person=2,
    name=Both("Асоціація малих міст України", "Association of Small Cities of Ukraine"),
    signatory=Both("Павло КОЗИРЄВ", "Pavlo KOZYREV"),
    signatory_genitive="Козирєва Павла",
    post=Both("Голова", "Chairman"),
    post_genitive="Голови",
    powers=Both("Статуту", "the Statute"),
    feminine=False,
)
TERMS = Terms(
    title=Both("Меморандум про співпрацю", "Memorandum of cooperation"),
    second_language="en",
    place=Both("м. Київ", "Kyiv"),
    parties=(SCHOOL, TOWNS),
    purpose=Both("об’єднання зусиль", "to consolidate efforts"),
    areas=(
        AreaText("joint-events", Both("спільні заходи", "joint events")),
        AreaText("exchange", Both("обмін", "exchange")),
    ),
    clauses=(
        ClauseText("copies", Both("Примірники", "Copies"), Both("Примірників: {parties}.", "Copies: {parties}.")),
    ),
    term=TermText(years=3),
)
