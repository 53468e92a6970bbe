"""The first tables.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes them."""
    op.create_table(
        "access_key",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("revoked_ns", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("bearer", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_key")),
        sa.UniqueConstraint("bearer", name=op.f("uq_access_key_bearer")),
    )
    op.create_table(
        "executor",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("host", WORDS, nullable=False),
        sa.Column("version", WORDS, nullable=False),
        sa.Column("beat_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executor")),
    )
    op.create_table(
        "meta",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "nonce",
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("claim", WORDS, nullable=False),
        sa.Column("expires_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_nonce")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_nonce_expires_ns"), "nonce", ["expires_ns"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("task", WORDS, nullable=False),
        sa.Column("project", WORDS, nullable=False),
        sa.Column("topic", WORDS, nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("next_ns", sa.BigInteger(), nullable=False),
        sa.Column("error", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("task", name=op.f("uq_outbox_task")),
    )
    op.create_index(op.f("ix_outbox_state_next_ns"), "outbox", ["state", "next_ns"], unique=False)
    op.create_table(
        "project",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_project")),
    )
    op.create_table(
        "task",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("project", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("started_ns", sa.BigInteger(), nullable=True),
        sa.Column("ended_ns", sa.BigInteger(), nullable=False),
        sa.Column("progress", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("token", WORDS, nullable=True),
        sa.Column("topic", WORDS, nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_ended_ns"), "task", ["ended_ns"], unique=False)
    op.create_index(
        op.f("ix_task_project_created_ns_id"), "task", ["project", "created_ns", "id"], unique=False
    )
    op.create_index(
        op.f("ix_task_project_ended_ns_id"), "task", ["project", "ended_ns", "id"], unique=False
    )
    op.create_index(op.f("ix_task_project_id"), "task", ["project", "id"], unique=False)
    op.create_index(
        op.f("ix_task_project_status_id"), "task", ["project", "status", "id"], unique=False
    )
    op.create_index(
        op.f("ix_task_status_created_ns"), "task", ["status", "created_ns"], unique=False
    )
    op.create_table(
        "usage",
        sa.Column("task", WORDS, nullable=False),
        sa.Column("track", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("project", WORDS, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("ended_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("task", "track", "item", name=op.f("pk_usage")),
    )
    op.create_index(op.f("ix_usage_ended_ns"), "usage", ["ended_ns"], unique=False)
    op.create_index(
        op.f("ix_usage_project_ended_ns"), "usage", ["project", "ended_ns"], unique=False
    )
    op.create_table(
        "usage_task",
        sa.Column("task", WORDS, nullable=False),
        sa.Column("project", WORDS, nullable=False),
        sa.Column("ended_ns", sa.BigInteger(), nullable=False),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False),
        sa.Column("requests", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("task", name=op.f("pk_usage_task")),
    )
    op.create_index(op.f("ix_usage_task_ended_ns"), "usage_task", ["ended_ns"], unique=False)
    op.create_index(
        op.f("ix_usage_task_project_ended_ns"), "usage_task", ["project", "ended_ns"], unique=False
    )
    op.create_table(
        "attachment",
        sa.Column("bucket", WORDS, nullable=False),
        sa.Column("project", WORDS, nullable=False),
        sa.Column("description", WORDS, nullable=False),
        sa.Column("created_ns", sa.BigInteger(), nullable=False),
        sa.Column("updated_ns", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["project.name"], name=op.f("fk_attachment_project_project")
        ),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_project_bucket"), "attachment", ["project", "bucket"], unique=False
    )
    op.create_table(
        "task_tag",
        sa.Column("task", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["task"], ["task.id"], name=op.f("fk_task_tag_task_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task", "digest", name=op.f("pk_task_tag")),
    )
    op.create_index(op.f("ix_task_tag_digest_task"), "task_tag", ["digest", "task"], unique=False)
