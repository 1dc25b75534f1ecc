"""The tables in which a store keeps documents, tables, facts, names, passages and findings, for any SQLAlchemy engine."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()
STATE = sa.Table("state", METADATA, sa.Column("revision", sa.Integer, nullable=False))
DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("organisation", sa.String, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("pages", sa.Integer),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("issues", sa.Text, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
    sa.Column("searchable", sa.Boolean, nullable=False, default=False),
)
TABLES = sa.Table(
    "tables",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.id"), index=True, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
FACTS = sa.Table(
    "facts",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.id"), index=True, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("organisation", sa.String, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("table_id", sa.String, index=True, nullable=False),
    sa.Column("table_title", sa.String, nullable=False),
    sa.Column("row_code", sa.String, index=True, nullable=False),
    sa.Column("row", sa.String, nullable=False),
    sa.Column("row_key", sa.String, nullable=False),
    sa.Column("group_key", sa.String, index=True, nullable=False),
    sa.Column("row_path", sa.String, nullable=False),
    sa.Column("column", sa.String, nullable=False),
    sa.Column("column_key", sa.String, index=True, nullable=False),
    sa.Column("printed", sa.String, nullable=False),
    sa.Column("value", sa.String),
    sa.Column("fen", sa.BigInteger),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("factor", sa.String),
    sa.Column("total", sa.Boolean, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("row_index", sa.Integer, nullable=False),
    sa.Column("column_index", sa.Integer, nullable=False),
    sa.Column("derived", sa.String, nullable=False),
)
IS_ANCHOR = sa.text("(total OR row_key = '')")
"""Whether a fact stands for its whole table: in these very words, by which a query finds the index of the few that do."""
sa.Index("ix_facts_row_key_document", FACTS.c.row_key, FACTS.c.document)
sa.Index("ix_facts_anchor", FACTS.c.document, sqlite_where=IS_ANCHOR, postgresql_where=IS_ANCHOR)
NAMES = sa.Table(
    "names",
    METADATA,
    sa.Column("document", sa.ForeignKey("documents.id"), index=True, nullable=False),
    sa.Column("key", sa.String, index=True, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("table_id", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("parent", sa.String, nullable=False),
)
PASSAGES = sa.Table(
    "passages",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.id"), index=True, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("section", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("table_id", sa.String, nullable=False),
)
FINDINGS = sa.Table(
    "findings",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.id"), index=True, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
FINDING_FACTS = sa.Table(
    "finding_facts",
    METADATA,
    sa.Column("fact", sa.String, index=True, nullable=False),
    sa.Column("finding", sa.ForeignKey("findings.id"), index=True, nullable=False),
)
