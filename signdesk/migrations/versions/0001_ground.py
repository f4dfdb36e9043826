"""The ground: audit trail, keys, numbers, people, approvals, settings, attachments."""

import sqlalchemy as sa
from alembic import op

from signdesk.core import audit

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("operation_uuid", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("operation_uuid", "ordinal", name=op.f("uq_audit_entry_operation_uuid_ordinal")),
    )
    op.create_index(op.f("ix_audit_entry_operation"), "audit_entry", ["operation"], unique=False)
    op.create_table(
        "number_counter",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", "scope", name=op.f("pk_number_counter")),
    )
    op.create_table(
        "subject_key",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_subject_key")),
    )
    op.create_table(
        "vault_piece",
        sa.Column("vault_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("vault_id", "number", name=op.f("pk_vault_piece")),
    )
    audit.create_triggers(op.get_bind())


def downgrade() -> None:
    """There is no way back: restore the copy made before the migration."""
    raise NotImplementedError
