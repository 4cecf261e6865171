"""The fixed words of a text in its second language. Other languages are added here."""

from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, str]

# {name} {party} {post} {signatory} {powers} {years} {day} {number} are filled; the article before them is part of the phrase
SECOND: Mapping[str, Words] = MappingProxyType(
    {
        "en": {
            "kind": "MEMORANDUM",
            "party": "Party {number}",
            "represented": "{name} (hereinafter “{party}”), represented by {signatory}, {post}, acting on the basis of {powers}",
            "and": ", and ",
            "concluded": ", hereinafter jointly “the Parties”, have concluded this Memorandum on the following:",
            "purpose": "Purpose",
            "areas": "Areas of cooperation",
            "agreed": "The Parties have agreed to cooperate in the following areas:",
            "term": "Term",
            "from_signing": "The Memorandum takes effect on the day of the last signature",
            "from_day": "The Memorandum takes effect on {day}",
            "for_years": "{start} and is in force for {years} year{plural}.",
            "until_day": "{start} and is in force until {day} inclusive.",
            "for_ever": "{start} and is in force without a term.",
            "notice": "{days} days before the end of the term the Parties are told of it and agree whether to renew the Memorandum.",
            "signatures": "Signatures of the Parties",
        },
        "pl": {
            "kind": "MEMORANDUM",
            "party": "Strona {number}",
            "represented": "{name} (dalej „{party}”), w imieniu której działa {signatory}, {post}, na podstawie: {powers}",
            "and": " oraz ",
            "concluded": ", dalej łącznie „Strony”, zawarły niniejsze Memorandum o następującej treści:",
            "purpose": "Cel",
            "areas": "Obszary współpracy",
            "agreed": "Strony uzgodniły współpracę w następujących obszarach:",
            "term": "Okres obowiązywania",
            "from_signing": "Memorandum wchodzi w życie w dniu złożenia ostatniego podpisu",
            "from_day": "Memorandum wchodzi w życie w dniu {day}",
            "for_years": "{start}; okres obowiązywania w latach: {years}.",
            "until_day": "{start} i obowiązuje do dnia {day} włącznie.",
            "for_ever": "{start} i obowiązuje bezterminowo.",
            "notice": "Na {days} dni przed upływem okresu Strony są o tym powiadamiane i uzgadniają przedłużenie Memorandum.",
            "signatures": "Podpisy Stron",
        },
        "de": {
            "kind": "MEMORANDUM",
            "party": "Partei {number}",
            "represented": "{name} (nachstehend „{party}“), vertreten durch {signatory}, {post}, auf der Grundlage: {powers}",
            "and": " und ",
            "concluded": ", nachstehend gemeinsam „die Parteien“, haben dieses Memorandum wie folgt geschlossen:",
            "purpose": "Zweck",
            "areas": "Bereiche der Zusammenarbeit",
            "agreed": "Die Parteien haben vereinbart, in folgenden Bereichen zusammenzuarbeiten:",
            "term": "Laufzeit",
            "from_signing": "Das Memorandum tritt am Tag der letzten Unterschrift in Kraft",
            "from_day": "Das Memorandum tritt am {day} in Kraft",
            "for_years": "{start}; die Laufzeit in Jahren beträgt {years}.",
            "until_day": "{start} und gilt bis einschließlich {day}.",
            "for_ever": "{start} und gilt unbefristet.",
            "notice": "{days} Tage vor Ablauf werden die Parteien benachrichtigt und vereinbaren eine Verlängerung des Memorandums.",
            "signatures": "Unterschriften der Parteien",
        },
        "fr": {
            "kind": "MÉMORANDUM",
            "party": "Partie {number}",
            "represented": "{name} (ci-après « {party} »), représentée par {signatory}, {post}, agissant en vertu de : {powers}",
            "and": ", et ",
            "concluded": ", ci-après conjointement « les Parties », ont conclu le présent Mémorandum comme suit :",
            "purpose": "Objet",
            "areas": "Domaines de coopération",
            "agreed": "Les Parties sont convenues de coopérer dans les domaines suivants :",
            "term": "Durée",
            "from_signing": "Le Mémorandum entre en vigueur le jour de la dernière signature",
            "from_day": "Le Mémorandum entre en vigueur le {day}",
            "for_years": "{start} ; sa durée en années est de {years}.",
            "until_day": "{start} et reste en vigueur jusqu’au {day} inclus.",
            "for_ever": "{start} et reste en vigueur sans limitation de durée.",
            "notice": "{days} jours avant l’échéance, les Parties en sont informées et conviennent du renouvellement du Mémorandum.",
            "signatures": "Signatures des Parties",
        },
    }
)
