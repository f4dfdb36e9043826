"""Archive: dossiers and their items."""

import sqlalchemy as sa
from alembic import op

from signdesk.core.search import SearchIndex

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_box",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fonds", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("retention", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("spine_mm", sa.BigInteger(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("arranged_by", sa.Text(), nullable=False),
        sa.Column("arranged_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_box")),
        sa.UniqueConstraint(
            "fonds",
            "category",
            "year",
            "retention",
            "unit",
            "number",
            name=op.f("uq_archive_box_fonds_category_year_retention_unit_number"),
        ),
    )
    op.create_table(
        "archive_category",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fonds", sa.Text(), nullable=False),
        sa.Column("fonds_name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("retention", sa.Text(), nullable=False),
        sa.Column("target_days", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_category")),
        sa.UniqueConstraint("code", name=op.f("uq_archive_category_code")),
    )
    op.create_table(
        "archive_requirement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["archive_category.id"], name=op.f("fk_archive_requirement_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_requirement")),
    )
    op.create_index(op.f("ix_archive_requirement_category_id"), "archive_requirement", ["category_id"], unique=False)
    op.create_table(
        "dossier",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fonds", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("retention", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("business_type", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("information_class", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("box_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("page_count", sa.BigInteger(), nullable=False),
        sa.Column("source_table", sa.Text(), nullable=True),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_in_by", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["archive_box.id"], name=op.f("fk_dossier_box_id")),
        sa.ForeignKeyConstraint(["category_id"], ["archive_category.id"], name=op.f("fk_dossier_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("number", name=op.f("uq_dossier_number")),
        sa.UniqueConstraint("source_table", "source_id", name=op.f("uq_dossier_source_table_source_id")),
    )
    op.create_index(op.f("ix_dossier_box_id_id"), "dossier", ["box_id", "id"], unique=False)
    op.create_index(op.f("ix_dossier_expires_on"), "dossier", ["expires_on"], unique=False)
    op.create_index(op.f("ix_dossier_number_key"), "dossier", ["number_key"], unique=False)
    op.create_index(op.f("ix_dossier_retention_id"), "dossier", ["retention", "id"], unique=False)
    op.create_index(op.f("ix_dossier_signed_on"), "dossier", ["signed_on"], unique=False)
    op.create_index(op.f("ix_dossier_state_id"), "dossier", ["state", "id"], unique=False)
    op.create_index(op.f("ix_dossier_subject"), "dossier", ["subject"], unique=False)
    op.create_index(op.f("ix_dossier_year_id"), "dossier", ["year", "id"], unique=False)
    op.create_table(
        "dossier_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_check_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_check")),
    )
    op.create_index(op.f("ix_dossier_check_dossier_id"), "dossier_check", ["dossier_id"], unique=False)
    op.create_table(
        "dossier_initials",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_initials_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_initials")),
    )
    op.create_index(op.f("ix_dossier_initials_dossier_id"), "dossier_initials", ["dossier_id"], unique=False)
    op.create_index(
        op.f("ix_dossier_initials_initials_dossier_id"), "dossier_initials", ["initials", "dossier_id"], unique=False
    )
    op.create_table(
        "dossier_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("information_class", sa.Text(), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_dossier_item_attachment_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_item_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_item")),
        sa.UniqueConstraint("dossier_id", "place", name=op.f("uq_dossier_item_dossier_id_place")),
    )
    op.create_index(op.f("ix_dossier_item_attachment_id"), "dossier_item", ["attachment_id"], unique=False)
    op.create_index(op.f("ix_dossier_item_subject"), "dossier_item", ["subject"], unique=False)
    op.create_table(
        "dossier_party",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("id_kind", sa.Text(), nullable=True),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_masked", sa.Text(), nullable=True),
        sa.Column("id_number_tail", sa.Text(), nullable=True),
        sa.Column("id_number_digest", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_masked", sa.Text(), nullable=True),
        sa.Column("phone_tail", sa.Text(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_party_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_party")),
    )
    op.create_index(op.f("ix_dossier_party_customer_id"), "dossier_party", ["customer_id"], unique=False)
    op.create_index(op.f("ix_dossier_party_dossier_id"), "dossier_party", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_dossier_party_id_number_digest"), "dossier_party", ["id_number_digest"], unique=False)
    op.create_index(op.f("ix_dossier_party_id_number_tail"), "dossier_party", ["id_number_tail"], unique=False)
    op.create_index(op.f("ix_dossier_party_name_dossier_id"), "dossier_party", ["name", "dossier_id"], unique=False)
    op.create_index(op.f("ix_dossier_party_phone_digest"), "dossier_party", ["phone_digest"], unique=False)
    op.create_index(op.f("ix_dossier_party_phone_tail"), "dossier_party", ["phone_tail"], unique=False)
    op.create_index(op.f("ix_dossier_party_subject"), "dossier_party", ["subject"], unique=False)
    op.create_table(
        "loan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("borrower", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("on_site", sa.Boolean(), nullable=False),
        sa.Column("out_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("pages_out", sa.BigInteger(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages_in", sa.BigInteger(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("returned_to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_loan_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index(op.f("ix_loan_dossier_id"), "loan", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_loan_returned_at_due_on"), "loan", ["returned_at", "due_on"], unique=False)
    op.create_index(op.f("ix_loan_subject"), "loan", ["subject"], unique=False)
    op.create_table(
        "dossier_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dossier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_text_dossier_id")),
        sa.ForeignKeyConstraint(["item_id"], ["dossier_item.id"], name=op.f("fk_dossier_text_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_text")),
    )
    op.create_index(
        op.f("ix_dossier_text_dossier_id_item_id_page"), "dossier_text", ["dossier_id", "item_id", "page"], unique=False
    )
    SearchIndex("dossier").create(op.get_bind())


def downgrade() -> None:
    """There is no way back: restore the copy made before the migration."""
    raise NotImplementedError
