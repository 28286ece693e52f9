"""The tables. `migrations/` makes the same ones step by step; a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    event,
    text,
)

from pos_app.sandbox.columns import AnyText, Number

VERSION = "0002"

metadata = MetaData()

card = Table(
    "card",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("account", String(9), nullable=False),
    Column("card_id", AnyText, nullable=False),
    Column("id", Uuid(as_uuid=False), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", AnyText, nullable=False),
    Column("type", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("name", AnyText),
    Column("customer_id", AnyText),
    Column("originated_by", AnyText),
    Column("metadata", Text),
    Column("active_from", BigInteger),
    Column("expires_at", BigInteger),
    Column("deleted_at", BigInteger),
    Column("pin_format", Text),
    Column("pin_hash", String(80)),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3)),
    # What the ledger's rows add up to (`proof.py` proves it); the database keeps it from going below zero.
    Column("funds", BigInteger, nullable=False),
    Column("drawn", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("gross_reserved", BigInteger, nullable=False),
    UniqueConstraint("account", "card_id", name="card_card_id"),
    UniqueConstraint("id", name="card_uuid"),
    CheckConstraint(
        "drawn >= 0 AND reserved >= 0 AND funds - drawn - reserved >= 0", name="card_never_below_zero"
    ),
    Index("card_of_customer", "account", "customer_id", "seq"),
)

token = Table(
    "token",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("card_seq", Number, ForeignKey("card.seq"), nullable=False),
    Column("account", String(9), nullable=False),
    Column("code_hash", LargeBinary(32), nullable=False),
    Column("masked", AnyText, nullable=False),
    Column("format", AnyText),
    Column("expires_at", BigInteger),
    Column("single_use", Boolean, nullable=False),
    Column("used", Boolean, nullable=False),
    # Only tokens made by POST tokens have the rest: what a replay answers (U-25).
    Column("id", Uuid(as_uuid=False)),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", AnyText, nullable=False),
    Column("ref_hash", LargeBinary(16)),
    Column("asked", AnyText),
    Column("sealed", LargeBinary),
    UniqueConstraint("account", "code_hash", name="token_code"),
    UniqueConstraint("card_seq", "ref_hash", name="token_reference"),
)

_HAS_PARENT = text("parent_id IS NOT NULL")

ledger = Table(
    "ledger",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("card_seq", Number, ForeignKey("card.seq"), nullable=False),
    Column("account", String(9), nullable=False),
    Column("id", Uuid(as_uuid=False), nullable=False),
    Column("ref_id", AnyText, nullable=False),
    Column("ref_hash", LargeBinary(16), nullable=False),
    Column("type", String(20), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("parent_id", Uuid(as_uuid=False)),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", AnyText, nullable=False),
    Column("originated_by", AnyText),
    Column("metadata", Text),
    Column("by_server", Boolean, nullable=False),
    UniqueConstraint("id", name="ledger_uuid"),
    UniqueConstraint("card_seq", "ref_hash", name="ledger_reference"),
    CheckConstraint("amount >= 0", name="ledger_amount"),
    Index("ledger_of_hold", "parent_id", sqlite_where=_HAS_PARENT, postgresql_where=_HAS_PARENT),
)

client = Table(
    "client",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("client_id", AnyText, nullable=False),
    Column("secret_hash", LargeBinary(32), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("client_id", name="client_client_id"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("account", String(9), nullable=False),
    Column("id", Uuid(as_uuid=False), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", AnyText, nullable=False),
    Column("url", AnyText, nullable=False),
    Column("events", Text, nullable=False),
    Column("secret_type", String(20)),
    Column("sealed_secret", LargeBinary),
    Column("deleted_at", BigInteger),
    UniqueConstraint("id", name="subscription_uuid"),
)

_TO_SEND = text("done_at IS NULL")

delivery = Table(
    "delivery",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("subscription_seq", Number, ForeignKey("subscription.seq"), nullable=False),
    Column("id", Uuid(as_uuid=False), nullable=False),
    Column("event", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("status", Integer),
    Column("done_at", BigInteger),
    UniqueConstraint("id", name="delivery_uuid"),
    Index("delivery_to_send", "next_at", sqlite_where=_TO_SEND, postgresql_where=_TO_SEND),
    Index("delivery_of_subscription", "subscription_seq", "seq"),
)

APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger "
        "BEGIN SELECT RAISE(ABORT, 'append only'); END",
        "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger "
        "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append only'; END $$",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
        "EXECUTE FUNCTION ledger_append_only()",
    ),
}
"""Statements that keep the ledger's rows as they were written."""


@event.listens_for(ledger, "after_create")
def _append_only(_table: Table, connection: Connection, **_options: object) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)
