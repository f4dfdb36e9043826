"""Contract templates, and which version was drafted from which."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_contract_template_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_template")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_contract_template_code_edition")),
    )
    op.create_table(
        "contract_draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("template_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["signing_case.id"], name=op.f("fk_contract_draft_case_id")),
        sa.ForeignKeyConstraint(["template_id"], ["contract_template.id"], name=op.f("fk_contract_draft_template_id")),
        sa.ForeignKeyConstraint(["version_id"], ["contract_version.id"], name=op.f("fk_contract_draft_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_draft")),
        sa.UniqueConstraint("version_id", name=op.f("uq_contract_draft_version_id")),
    )
    op.create_index(op.f("ix_contract_draft_case_id"), "contract_draft", ["case_id"], unique=False)
    op.create_index(op.f("ix_contract_draft_subject"), "contract_draft", ["subject"], unique=False)
