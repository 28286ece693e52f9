"""The sample values in long Norwegian, put in by words: what must fit in English must fit in Bokmål too."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

V = TypeVar("V")
_KEPT = {"id", "keys", "about", "press_id", "weight"}
_WORDS = (
    ("Scan a card at any time", "Skann et kort når som helst"),
    ("to type its number", "for å skrive nummeret"),
    ("press", "trykk"),
    (
        "Scan the next card, or take kr 300,00 another way",
        "Skann neste kort, eller ta imot kr 300,00 på annen måte",
    ),
    ("Scan a card, or type an amount", "Skann et kort, eller skriv et beløp"),
    ("Scan a card", "Skann et kort"),
    (
        "TRAINING on this computer · no real money moves",
        "OPPLÆRING på denne datamaskinen · ingen ekte penger flyttes",
    ),
    ("Be the manager", "Bytt til lederen"),
    ("Nothing waiting", "Ingenting venter"),
    ("waiting · since", "venter på svar · siden"),
    ("Waiting · asks again in", "Venter på svar · spør igjen om"),
    ("Capture waiting", "Trekk venter på svar"),
    ("Needs a manager", "Trenger leder"),
    ("Waiting", "Venter på svar"),
    ("Manage", "Administrer"),
    ("All available", "Alt disponibelt"),
    ("Available after", "Disponibelt etterpå"),
    ("Available", "Disponibelt"),
    ("Not known yet", "Ikke avklart ennå"),
    ("not known yet", "ikke avklart ennå"),
    ("All on hold", "Alt er reservert"),
    ("On hold, not taken yet", "Reservert, ikke trukket ennå"),
    ("On hold", "Reservert"),
    ("on hold", "reservert"),
    ("Ready to use", "Klart til bruk"),
    ("Holds on this card", "Reservasjoner på dette kortet"),
    ("Holds", "Reservasjoner"),
    ("holds placed on this till", "reservasjoner gjort på denne kassen"),
    ("Cancel this hold", "Avbryt denne reservasjonen"),
    ("Hold", "Reserver"),
    ("hold", "reservasjon"),
    ("Void", "Frigi"),
    ("void", "frigi"),
    ("Captured", "Trukket"),
    ("Capture", "Trekk"),
    ("capture", "trekk"),
    ("Confirmed", "Bekreftet"),
    ("Voided", "Frigitt"),
    ("Balance", "Saldo"),
    ("Last used here today", "Sist brukt her i dag"),
    ("min ago", "minutter siden"),
    ("To pay", "Å betale"),
    ("Left to pay", "Gjenstår å betale"),
    ("Left", "Gjenstår"),
    ("This card pays", "Dette kortet betaler"),
    ("Pay now", "Betal nå"),
    ("Pay", "Betal"),
    ("Order", "Bestilling"),
    ("Clear", "Tøm"),
    ("Keep for later", "Behold til senere"),
    ("Ask all again", "Spør om alle igjen"),
    ("Ask again", "Spør igjen"),
    ("Next customer", "Neste kunde"),
    ("Keep the goods", "Behold varene"),
    ("Goods may go, the money is reservert", "Varene kan utleveres, pengene er reservert"),
    ("No, keep it", "Nei, behold den"),
    ("No, go back", "Nei, gå tilbake"),
    ("Yes, fund it", "Ja, fyll på kortet"),
    ("Latest", "Siste hendelser"),
    ("Amount", "Beløp"),
    ("Cashier", "Ekspeditør"),
    ("Find by card, order or cashier, or scan", "Finn etter kort, bestilling eller ekspeditør, eller skann"),
    ("Only mine", "Bare mine egne"),
    ("chosen", "valgte"),
    ("Fund a card", "Fyll på et kort"),
    ("Activate a card", "Aktiver et kort"),
    ("Fund", "Fyll på"),
    ("Saved with your name and this till.", "Lagres med navnet ditt og denne kassen."),
    ("Why", "Hvorfor"),
    ("Correction", "Retting av feil"),
    ("Goodwill", "Kulanse til kunden"),
    ("What to do now", "Hva du gjør nå"),
    ("Asks when there is an answer", "Spør igjen når det kommer svar"),
    ("The card’s history could not be read", "Kortets historikk kunne ikke leses"),
    ("requests are waiting for an answer, 1 needs a manager", "forespørsler venter på svar, 1 trenger leder"),
    ("Use it", "Bruk dette"),
    ("Gift card", "Gavekort"),
    ("Expires", "Utløper"),
    ("Till", "Kasse"),
    ("Kari", "Ann-Kristin"),
    ("cashier", "ekspeditør"),
    ("manager", "leder"),
)


def norwegian(value: V) -> V:
    """The same value with its words in Norwegian; ids and keys stay."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast("V", _translated(value))
    if isinstance(value, tuple):
        return cast("V", tuple(norwegian(one) for one in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: norwegian(getattr(value, one.name)) for one in fields(value) if one.name not in _KEPT
        }
        return cast("V", value if getattr(value, "key", False) is True else replace(value, **changed))
    return value


def _translated(text: str) -> str:
    for english, bokmaal in _WORDS:
        text = text.replace(english, bokmaal)
    return text
