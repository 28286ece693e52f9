"""Stored clients, and webhooks."""

import sqlalchemy as sa
from alembic import op

from pos_app.sandbox.columns import AnyText, Number

revision = "0002"
down_revision = "0001"

_TO_SEND = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "client",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("client_id", AnyText, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("client_id", name="client_client_id"),
    )
    op.create_table(
        "subscription",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("account", sa.String(9), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", AnyText, nullable=False),
        sa.Column("url", AnyText, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("secret_type", sa.String(20)),
        sa.Column("sealed_secret", sa.LargeBinary),
        sa.Column("deleted_at", sa.BigInteger),
        sa.UniqueConstraint("id", name="subscription_uuid"),
    )
    op.create_table(
        "delivery",
        sa.Column("seq", Number, primary_key=True),
        sa.Column("subscription_seq", Number, sa.ForeignKey("subscription.seq"), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("done_at", sa.BigInteger),
        sa.UniqueConstraint("id", name="delivery_uuid"),
    )
    op.create_index(
        "delivery_to_send", "delivery", ["next_at"], sqlite_where=_TO_SEND, postgresql_where=_TO_SEND
    )
    op.create_index("delivery_of_subscription", "delivery", ["subscription_seq", "seq"])
