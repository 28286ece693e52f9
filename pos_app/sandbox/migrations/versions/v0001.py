"""Cards, their tokens and the ledger."""

import sqlalchemy as sa
from alembic import op

from pos_app.sandbox.columns import AnyText, Number

revision = "0001"
down_revision = None

_HAS_PARENT = sa.text("parent_id IS NOT NULL")
_APPEND_ONLY = {
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


def upgrade() -> None:
    """Make them."""
    _card()
    _token()
    _ledger()
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("account", sa.String(9), nullable=False),
        sa.Column("card_id", AnyText, nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", AnyText, nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("name", AnyText),
        sa.Column("customer_id", AnyText),
        sa.Column("originated_by", AnyText),
        sa.Column("metadata", sa.Text),
        sa.Column("active_from", sa.BigInteger),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("deleted_at", sa.BigInteger),
        sa.Column("pin_format", sa.Text),
        sa.Column("pin_hash", sa.String(80)),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3)),
        sa.Column("funds", sa.BigInteger, nullable=False),
        sa.Column("drawn", sa.BigInteger, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sa.Column("gross_reserved", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("account", "card_id", name="card_card_id"),
        sa.UniqueConstraint("id", name="card_uuid"),
        sa.CheckConstraint(
            "drawn >= 0 AND reserved >= 0 AND funds - drawn - reserved >= 0", name="card_never_below_zero"
        ),
    )
    op.create_index("card_of_customer", "card", ["account", "customer_id", "seq"])


def _token() -> None:
    op.create_table(
        "token",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("card_seq", Number, sa.ForeignKey("card.seq"), nullable=False),
        sa.Column("account", sa.String(9), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("masked", AnyText, nullable=False),
        sa.Column("format", AnyText),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("single_use", sa.Boolean, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", AnyText, nullable=False),
        sa.Column("ref_hash", sa.LargeBinary(16)),
        sa.Column("asked", AnyText),
        sa.Column("sealed", sa.LargeBinary),
        sa.UniqueConstraint("account", "code_hash", name="token_code"),
        sa.UniqueConstraint("card_seq", "ref_hash", name="token_reference"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("card_seq", Number, sa.ForeignKey("card.seq"), nullable=False),
        sa.Column("account", sa.String(9), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("ref_id", AnyText, nullable=False),
        sa.Column("ref_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", AnyText, nullable=False),
        sa.Column("originated_by", AnyText),
        sa.Column("metadata", sa.Text),
        sa.Column("by_server", sa.Boolean, nullable=False),
        sa.UniqueConstraint("id", name="ledger_uuid"),
        sa.UniqueConstraint("card_seq", "ref_hash", name="ledger_reference"),
        sa.CheckConstraint("amount >= 0", name="ledger_amount"),
    )
    op.create_index(
        "ledger_of_hold", "ledger", ["parent_id"], sqlite_where=_HAS_PARENT, postgresql_where=_HAS_PARENT
    )
