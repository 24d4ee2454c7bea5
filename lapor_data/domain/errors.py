"""Errors whose text is shown to people, in Indonesian."""


class LaporError(Exception):
    """A failure a person can act on; `str(error)` is one Indonesian sentence."""


class UnreadableFileError(LaporError):
    """A file as a whole cannot be read: not an export, encrypted, damaged or too large."""


class StoreError(LaporError):
    """The database cannot be opened, locked or written."""


class UnusableFileError(StoreError):
    """A file of the store is damaged, or of a newer program: only a backup helps."""


class UnknownChoiceError(LaporError, ValueError):
    """A period, region or award profile that does not exist."""


class SettingsError(LaporError):
    """The settings file holds a key or value that is not understood."""
