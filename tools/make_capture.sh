#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Records src/progpack/data/sample.pcap: real traffic between two network namespaces of our own.
#
# Needs root, ip(8), unshare(1), tcpdump and Python. Addresses are those kept for documentation (RFC 5737 and
# RFC 3849). Everything it makes has this process's number in its name and goes away at the end.
#
#   sudo tools/make_capture.sh [FILE]
set -eu

# In a mount namespace of its own, so that the mounts of ip(8) do not stay behind either.
[ -n "${PPCAP_INSIDE:-}" ] || PPCAP_INSIDE=1 exec unshare --mount "$0" "$@"

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../src/progpack/data/sample.pcap}
left=ppcap$$a
right=ppcap$$b
work=$(mktemp -d)
python=${PYTHON:-python3}
dump= server=

clean() {
	for process in $dump $server; do
		kill "$process" 2>/dev/null || :
	done
	ip netns del "$left" 2>/dev/null || :
	ip netns del "$right" 2>/dev/null || :
	rm -r "$work"
}
trap clean EXIT
trap 'exit 1' INT TERM

ip netns add "$left"
ip netns add "$right"
ip -n "$left" link add cap0 address 02:00:5e:00:53:01 type veth \
	peer name cap1 address 02:00:5e:00:53:02 netns "$right"
for host in 10 11 12 13; do
	ip -n "$left" addr add 192.0.2.$host/24 dev cap0
	ip -n "$left" addr add 2001:db8::$host/64 dev cap0 nodad
done
ip -n "$right" addr add 192.0.2.1/24 dev cap1
ip -n "$right" addr add 2001:db8::1/64 dev cap1 nodad
ip -n "$left" link set cap0 up
ip -n "$right" link set cap1 up

# Checksums and segments as on a real wire, not as they wait for the hardware.
ip netns exec "$left" "$python" "$here/capture_traffic.py" plain cap0
ip netns exec "$right" "$python" "$here/capture_traffic.py" plain cap1

ip netns exec "$right" "$python" "$here/capture_traffic.py" serve cap1 >"$work/server" &
server=$!
# -Z root: stay able to write into our folder.
ip netns exec "$right" tcpdump -i cap1 -n -U -Z root -w "$work/capture" 2>"$work/tcpdump" &
dump=$!
for file in "$work/server" "$work/tcpdump"; do
	tries=0
	until grep -q -e ready -e 'listening on' "$file"; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || { echo "no answer: $(cat "$file")" >&2; exit 1; }
		sleep 0.1
	done
done

ip netns exec "$left" "$python" "$here/capture_traffic.py" talk cap0
sleep 1
kill -INT "$dump"
wait "$dump" || :
dump=
cp "$work/capture" "$out"
tail -3 "$work/tcpdump"
ls -l "$out"
