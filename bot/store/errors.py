"""What goes wrong with a database that no statement of ours can mend."""

from __future__ import annotations


class StoreError(Exception):
    """One sentence an operator can act on; never holds a value, a password or a statement.

    At start it ends the command; later it means "not now": the update or job that met it is
    tried again.
    """
