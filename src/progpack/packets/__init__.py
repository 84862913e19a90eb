"""Packets in memory: made ones, arrays of them, and captures in the formats pcap and pcapng."""
