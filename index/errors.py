"""The error tree. A message says what, where, and what to do next.

BudgetBotError
├── DocumentError          one file cannot be read
│   ├── UnknownFormat      no reader for this type of file
│   ├── EmptyDocument      nothing in it
│   ├── LockedDocument     password-protected
│   └── DamagedDocument    truncated, binary, or in an encoding that cannot be told
├── StoreError             the store folder cannot be used
│   ├── StoreMissing       no store there
│   ├── StoreMismatch      made with another format or encoder: rebuild
│   └── StoreBusy          another process is writing
├── EncoderError           the embedding model cannot be loaded
└── BadInput               a question or setting that cannot be used
"""

from __future__ import annotations


class BudgetBotError(Exception):
    """Root of all errors that a user is shown as one sentence."""


class DocumentError(BudgetBotError):
    """One file cannot be read."""


class UnknownFormat(DocumentError):
    """No reader for this type of file."""


class EmptyDocument(DocumentError):
    """The file holds nothing."""


class LockedDocument(DocumentError):
    """The file is protected by a password."""


class DamagedDocument(DocumentError):
    """The file is truncated, binary, or in an encoding that cannot be told."""


class StoreError(BudgetBotError):
    """The store folder cannot be used."""


class StoreMissing(StoreError):
    """There is no store in the folder."""


class StoreMismatch(StoreError):
    """The store was made with another format or encoder."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class EncoderError(BudgetBotError):
    """The embedding model cannot be loaded."""


class BadInput(BudgetBotError):
    """A question or a setting that cannot be used."""
