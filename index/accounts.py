"""The four budgets of a government by prompts/accounts.yaml, as lists and as parts of patterns."""

from __future__ import annotations

from prompts import load_yaml

ACCOUNTS: tuple[str, ...] = tuple(load_yaml("accounts.yaml")["accounts"])
"""What the names begin with: 一般公共预算, 政府性基金, 国有资本经营, 社会保险基金."""
GENERAL = ACCOUNTS[0]
SAID_ACCOUNTS: tuple[str, ...] = tuple(load_yaml("accounts.yaml")["said"])
"""What people say for one of them."""
ANY_ACCOUNT = f"(?:{'|'.join(ACCOUNTS)})"
"""A pattern of their beginnings."""
NAMED_ACCOUNT = f"(?:{'|'.join(name if name.endswith('预算') else f'{name}(?:预算)?' for name in ACCOUNTS)})"
"""A pattern of their names, with and without 预算 at the end."""
SAID_ACCOUNT = f"(?:{'|'.join((NAMED_ACCOUNT, *SAID_ACCOUNTS))})"
