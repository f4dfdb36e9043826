"""What was presented of a customer's paper, and to whom its originals were given back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_paper") as table:
        table.add_column(sa.Column("originals_shown", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("copies_shown", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("returned_by", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(
            sa.Column("returned_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        table.add_column(sa.Column("returned_to_agent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(op.f("fk_case_paper_returned_to_id"), "case_party", ["returned_to_id"], ["id"])
    # what counted as seen until now had been presented as it was asked for
    op.execute(
        "UPDATE case_paper SET copies_shown = copies, originals_shown = CASE WHEN original THEN 1 ELSE 0 END "
        "WHERE state <> 'missing'"
    )
