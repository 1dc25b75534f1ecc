from __future__ import annotations

import socket

import pytest

from bot.web.door import check_address, open_port
from index.errors import BadInput


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_own_addresses_need_no_sign_in(host):
    check_address(host, {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "budget.example.gov.cn", "localhost.example.com", ""])
def test_other_addresses_are_refused_unless_allowed(host):
    with pytest.raises(BadInput, match="BUDGETBOT_ALLOW_OPEN"):
        check_address(host, {})
    with pytest.raises(BadInput):
        check_address(host, {"BUDGETBOT_ALLOW_OPEN": "0"})
    check_address(host, {"BUDGETBOT_ALLOW_OPEN": "1"})


def test_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=str(port)):
            open_port("127.0.0.1", port)
