"""The database's own guard over the states, for whatever goes past the model: a trigger made from the same table.

It is brought up to date after every migration and not in one: on SQLite a migration that changes the table makes it
anew, without its triggers.
"""

from typing import Any

from django.db import connections

from events.models import WAYS, StopRequest

NAME = "stop_request_ways"


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Make the trigger, or bring it up to date. Handler of `post_migrate`."""
    connection = connections[using]
    table = StopRequest._meta.db_table
    pairs = ", ".join(f"'{before.value}>{after.value}'" for before, ways in WAYS.items() for after in sorted(ways))
    forbidden = f"OLD.state || '>' || NEW.state NOT IN ({pairs})"
    message = "a stop request cannot move that way"
    if connection.vendor == "postgresql":
        statements = [
            f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF OLD.state <> NEW.state AND {forbidden} THEN
                        RAISE EXCEPTION '{message}: % > %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END $$""",
            f"""CREATE OR REPLACE TRIGGER {NAME} BEFORE UPDATE OF state ON {table}
                FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
        ]
    else:
        statements = [
            f"DROP TRIGGER IF EXISTS {NAME}",
            f"""CREATE TRIGGER {NAME} BEFORE UPDATE OF state ON {table}
                WHEN OLD.state <> NEW.state AND {forbidden}
                BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        ]
    with connection.cursor() as cursor:
        if table in connection.introspection.table_names(cursor):  # not while a migration goes back to the beginning
            for statement in statements:
                cursor.execute(statement)
