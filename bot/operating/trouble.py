"""What is said where the database cannot be used: one line, for whoever started us at night reads no trace."""

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError


def why_unusable(error: DBAPIError) -> str | None:
    """Return the line, with the database's own words but no password; None where the fault is ours."""
    # A file that is no database is reported as the plain class; the others below it are wrong statements.
    if not isinstance(error, OperationalError | InterfaceError) and type(error) is not DatabaseError:
        return None
    said = str(error.orig).strip().splitlines()[0]
    return f"The database cannot be used: {said}. `python -m bot doctor` says what to do."
