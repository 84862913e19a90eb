"""Tests of a program that looks for sockets, which they state: `pytest` here, without root."""

import pytest

from progpack import Environment, Socket
from progpack.testing import packet, run

LISTEN = 10  # TCP_LISTEN
OPEN = [
    Socket(src="10.0.0.1", src_port=443, state=LISTEN),
    Socket(src="10.0.0.1", src_port=443, dst="192.0.2.7", dst_port=5000),
]


@pytest.fixture
def admit(bpf_object):
    doorman = bpf_object("doorman.bpf.c", environment=Environment(sockets=OPEN))
    return doorman.programs["admit"]


def segment(flags, **ends):
    return packet("tcp", dst="10.0.0.1", flags=flags, **ends)


def test_a_connection_begins_at_a_listener(admit):
    assert run(admit, segment("S", src="192.0.2.8", dport=443)).verdict == "TC_ACT_OK"
    assert run(admit, segment("S", src="192.0.2.8", dport=80)).verdict == "TC_ACT_SHOT"


def test_data_is_for_a_connection(admit):
    known = {"src": "192.0.2.7", "sport": 5000, "dport": 443}
    assert run(admit, segment("A", **known)).verdict == "TC_ACT_OK"
    assert run(admit, segment("A", **known | {"sport": 5001})).verdict == "TC_ACT_SHOT"
