"""Alembic's entry: runs the migrations on the connection, and in the transaction, that the caller has opened."""

from alembic import context

from pipeline.reviews.schema import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
