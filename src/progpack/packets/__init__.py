"""Packets in memory: arrays of them, and captures in the formats pcap and pcapng."""
