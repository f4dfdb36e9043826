"""Archive: dossiers and their items."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    """There is no way back: restore the copy made before the migration."""
    raise NotImplementedError
