"""What one would write with PyAV: demux the caption streams, keep times and payload.

python benchmarks/pyav_loop.py SOURCE TRACKS
"""

import sys

import av


def main() -> None:
    source, tracks = sys.argv[1], int(sys.argv[2])
    payload = 0
    with av.open(source) as container:
        streams = container.streams.subtitles[:tracks]
        found: dict[int, list[tuple[int, int, bytes]]] = {one.index: [] for one in streams}
        for packet in container.demux(streams):
            if packet.pts is not None:
                data = bytes(packet)
                payload += len(data)
                found[packet.stream.index].append((packet.pts, packet.duration or 0, data))
    for number, samples in enumerate(found.values()):
        with open(f"t{number}.txt", "wb") as out:
            for pts, duration, data in samples:
                out.write(b"%d %d %r\n" % (pts, duration, data))
    print(payload)


if __name__ == "__main__":
    main()
