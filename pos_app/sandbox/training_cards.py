"""The cards of Training: the same nine on every computer, so that they can be printed in a handbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """One card as a trainer needs it: what to scan, the PIN if it has one, and what it shows."""

    name: str
    card_id: str
    code: str
    pin: str | None
    what: str


TRAINING_CARDS = (
    TrainingCard("rich", "training-1111", "4000100020001111", None, "kr 5 000,00"),
    TrainingCard("nearly empty", "training-2222", "DINCARD:4000100020002222", None, "kr 12,50"),
    TrainingCard("empty", "training-3333", "4000100020003333", None, "kr 0,00, all of it spent"),
    TrainingCard("expired", "training-4444", "4000100020004444", None, "expired with kr 300,00 left"),
    TrainingCard(
        "not yet active", "training-5555", "DINCARD:4000100020005555", None, "kr 400,00, not active yet"
    ),
    TrainingCard("inactive", "training-6666", "4000100020006666", None, "not sold yet"),
    TrainingCard("other currency", "training-7777", "4000100020007777", None, "SEK 400,00"),
    TrainingCard("with PIN", "training-8888", "DINCARD:4000100020008888", "1234", "kr 750,00, PIN 1234"),
    TrainingCard(
        "two holds",
        "training-9999",
        "4000100020009999",
        None,
        "kr 1 000,00, of which kr 250,00 and kr 150,00 are on hold",
    ),
)
