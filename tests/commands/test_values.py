"""Values as people write and read them."""

from __future__ import annotations

import ipaddress
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack import UsageError
from progpack.bpf.btf.types import BtfType
from progpack.bpf.object.bundled import load
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapSpec
from progpack.commands.common.values import parse, plain, text
from tests.bpf.bpf_programs import PRELUDE, compile_c, needs_clang
from tests.commands.conftest import Command

SOURCE = (
    PRELUDE
    + """
enum colour { RED = 1, GREEN = 2, DARK = -3 };
struct in6 { __u8 bytes[16]; };
struct flow { __be32 source; __be16 port; __u8 mac[6]; enum colour colour; char name[8]; };
struct bits { __u32 low : 4, high : 28; };
struct inner { __u16 x, y; };
struct outer { struct inner two[2]; union { __u32 one; __u16 other; }; float share; };
#define MAP(N, K, V) struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); \\
    __type(key, K); __type(value, V); } N SEC(".maps");
struct address6 { struct in6 a; };
MAP(flows, __be32, struct flow)
MAP(bitmap, __u32, struct bits)
MAP(nested, __u64, struct outer)
MAP(ports, __be16, enum colour)
MAP(addresses, struct address6, __s16)
SEC("xdp") int f(void *ctx)
{
    __u64 key[2] = {};
    long found = (long)bpf_map_lookup_elem(&flows, &key) + (long)bpf_map_lookup_elem(&bitmap, &key)
        + (long)bpf_map_lookup_elem(&nested, &key) + (long)bpf_map_lookup_elem(&ports, &key)
        + (long)bpf_map_lookup_elem(&addresses, &key);
    return found ? 2 : 1;
}
char _license[] SEC("license") = "GPL";
"""
)


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MapSpec]:
    data = compile_c(tmp_path_factory.mktemp("values"), SOURCE)
    return dict(read_object(data).maps)


def kind(map_name: str, which: str = "key") -> BtfType:
    spec = load("firewall").maps[map_name]
    found = spec.key_type if which == "key" else spec.value_type
    assert found is not None
    return found


ADDRESS = kind("sources")
RULE = kind("rules", "value")
COUNT = kind("verdicts", "value")


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_16_bytes_is_written_plainly(address: ipaddress.IPv4Address) -> None:
    data = bytes(10) + b"\xff\xff" + address.packed
    assert plain(ADDRESS, data) == str(address)
    assert parse(str(address), ADDRESS, 16, "key") == data


@given(st.binary(min_size=16, max_size=16))
def test_16_bytes_of_an_address_are_read_as_they_are_shown(data: bytes) -> None:
    shown = plain(ADDRESS, data)
    assert isinstance(shown, str)
    assert parse(shown, ADDRESS, 16, "key") == data
    assert parse(f"x:{data.hex()}", ADDRESS, 16, "key") == data


@given(st.integers(0, 128))
def test_a_mask_has_so_many_ones(ones: int) -> None:
    data = parse(f"/{ones}", ADDRESS, 16, "mask")
    assert bin(int.from_bytes(data, "big"))[2:].zfill(128) == "1" * ones + "0" * (128 - ones)


@given(st.integers(-(1 << 63), (1 << 64) - 1))
def test_numbers_wrap_to_their_size(number: int) -> None:
    data = parse(hex(number), COUNT, 8, "value")
    assert plain(COUNT, data) == number % (1 << 64)
    assert parse(str(number), None, 8, "value", "big") == data[::-1]


@given(
    st.ip_addresses(),
    st.integers(0, 128),
    st.integers(0, (1 << 32) - 1),
    st.integers(0, (1 << 64) - 1),
)
def test_members_are_read_as_they_are_shown(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, bits: int, action: int, hits: int
) -> None:
    written = f"prefix={address},hits={hits},mask=/{bits},action={action:#x}"
    shown = plain(RULE, parse(written, RULE, 48, "value"))
    assert isinstance(shown, dict)
    mapped = ipaddress.ip_address(address)
    wanted = str(getattr(mapped, "ipv4_mapped", None) or mapped)
    assert shown["prefix"] == wanted
    assert (shown["action"], shown["reserved"], shown["hits"]) == (action, 0, hits)
    assert text(shown).startswith(f"prefix {wanted}, mask ")
    again = ",".join(f"{name}={value}" for name, value in shown.items())
    assert plain(RULE, parse(again, RULE, 48, "value")) == shown


@needs_clang
def test_types_are_shown_for_what_they_are(maps: dict[str, MapSpec]) -> None:
    flow = maps["flows"].value_type
    assert flow is not None
    written = "source=192.0.2.7,port=443,mac=2:0:5e:0:53:1,colour=GREEN,name=eth0"
    data = parse(written, flow, maps["flows"].value_size, "value")
    assert data[:6] == bytes((192, 0, 2, 7, 1, 0xBB))
    assert plain(flow, data) == {
        "source": "192.0.2.7",
        "port": 443,
        "mac": "02:00:5e:00:53:01",
        "colour": "GREEN",
        "name": "eth0",
    }
    assert plain(maps["flows"].key_type, bytes((10, 0, 0, 1))) == "10.0.0.1"
    assert plain(maps["ports"].key_type, b"\x01\xbb") == 443
    assert parse("443", maps["ports"].key_type, 2, "key") == b"\x01\xbb"
    assert parse("DARK", maps["ports"].value_type, 4, "value") == (-3).to_bytes(
        4, "little", signed=True
    )
    assert plain(maps["addresses"].key_type, bytes(15) + b"\1") == "::1"
    assert plain(maps["addresses"].value_type, b"\xff\xff") == -1


@needs_clang
def test_structs_within_structs_and_bit_fields_are_shown(maps: dict[str, MapSpec]) -> None:
    nested = maps["nested"].value_type
    assert nested is not None
    data = b"".join(n.to_bytes(2, "little") for n in (1, 2, 3, 4, 5, 0)) + b"\0\0\x80\x3f"
    assert plain(nested, data) == {
        "two": [{"x": 1, "y": 2}, {"x": 3, "y": 4}],
        "one": 5,
        "other": 5,
        "share": 1.0,
    }
    assert json.dumps(plain(nested, data[:12] + b"\0\0\xc0\x7f"), allow_nan=False)
    bits = maps["bitmap"].value_type
    assert plain(bits, (0x35).to_bytes(4, "little")) == {"low": 5, "high": 3}
    with pytest.raises(UsageError, match="bit-fields; write x:HEX for its 4 bytes"):
        parse("low=1", bits, 4, "value")


@given(st.binary(max_size=40))
def test_without_a_type_it_is_a_number_or_bytes(data: bytes) -> None:
    shown = plain(None, data)
    if 0 < len(data) <= 8:
        assert shown == int.from_bytes(data, "little")
    else:
        assert shown == data.hex()
    assert parse(f"x:{data.hex()}", None, len(data), "value") == data


@pytest.mark.parametrize(
    ("written", "size", "reason"),
    [
        ("256", 1, "has 1 bytes; 256 does not fit"),
        ("-129", 1, "does not fit"),
        ("ten", 4, "takes a number"),
        ("010", 4, "takes a number"),
        ("x:0", 4, "hexadecimal digits"),
        ("x:00", 4, "has 4 bytes, not 1"),
        ("1.2.3.4.5", 4, "no IPv4 or IPv6 address"),
        ("::1", 4, "has 4 bytes, not 16"),
        ("/33", 4, "/0 to /32"),
        ("5", 16, "has 16 bytes: write an address"),
        ("a=1", 4, "takes a number"),
        ("foo", 4, r"takes a number \(10, 0x1f\), or an address \(192.0.2.1\), not 'foo'"),
        ("foo", 6, r"or an address \(02:00:5e:00:53:01\), not 'foo'"),
        ("foo", 2, r"takes a number \(10, 0x1f\), not 'foo'"),
    ],
)
def test_what_cannot_be_read_says_so(written: str, size: int, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        parse(written, None, size, "--map m: the key")
    assert str(caught.value).startswith("--map m: the key")


@given(st.text(max_size=40), st.sampled_from([1, 2, 4, 6, 8, 16, 48]))
def test_any_text_is_bytes_of_the_right_length_or_refused(written: str, size: int) -> None:
    for held in (None, RULE if size == 48 else ADDRESS if size == 16 else None):
        try:
            length = len(parse(written, held, size, "value"))
        except UsageError as error:
            length = size if str(error).startswith("value") else -1
        assert length == size


@needs_clang
@pytest.mark.usefixtures("needs_llvm")
def test_a_map_is_filled_and_shown_with_its_types(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "values.o"
    path.write_bytes(compile_c(tmp_path, SOURCE))
    done = command(
        *("run", path, "--packet", "00", "--map", "flows:10.0.0.2=port=80,name=b"),
        *("--map", "flows:10.0.0.10=port=443,colour=RED,name=a", "--map", "ports:53=GREEN"),
        *("--map", "bitmap:7=x:35000000", "--map", "addresses:2001:db8::5=-1"),
    )
    assert (done.code, done.err) == (0, "")
    for line in (
        "             source   port                mac  colour  name",
        "  10.0.0.2   0.0.0.0    80  00:00:00:00:00:00       0     b",
        "  10.0.0.10  0.0.0.0   443  00:00:00:00:00:00     RED     a",
        "  53  GREEN",
        "     low  high",
        "  7    5     3",
        "  2001:db8::5  -1",
    ):
        assert [word.split() for word in done.out.splitlines()].count(line.split()) == 1, line
