"""What Alembic runs for every step: inside the connection and transaction that `setup.prepare` has opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
