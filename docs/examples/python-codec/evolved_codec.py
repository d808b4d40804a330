"""A small video codec. Each sample is predicted from the one to its left; the rest is quantised and deflated."""

import struct
import sys
import zlib


def step_of(quality):
    return 4 + (100 - quality) * 36 // 100


def plane_sizes(width, height):
    chroma = ((width + 1) // 2, (height + 1) // 2)
    return [(width, height), chroma, chroma]


def predict(decoded, before, width, x, y):
    """What the sample at (x, y) will be, from what is decoded of this plane, and from the one of the frame before."""
    at = y * width + x
    if x > 0:
        return decoded[at - 1]
    return decoded[at - width] if y > 0 else 128


def encode_plane(samples, before, width, height, step, levels):
    decoded = bytearray(width * height)
    for y in range(height):
        for x in range(width):
            at = y * width + x
            prediction = predict(decoded, before, width, x, y)
            level = (samples[at] - prediction + step // 2) // step
            levels.append(level & 255)
            decoded[at] = min(255, max(0, prediction + level * step))
    return decoded


def decode_plane(levels, start, before, width, height, step):
    decoded = bytearray(width * height)
    for y in range(height):
        for x in range(width):
            at = y * width + x
            level = levels[start + at]
            level = level - 256 if level > 127 else level
            prediction = predict(decoded, before, width, x, y)
            decoded[at] = min(255, max(0, prediction + level * step))
    return decoded


def encode(video, quality):
    head, body = video.split(b"\n", 1)
    width, height, frames = (int(word) for word in head.split())
    step = step_of(quality)
    levels = bytearray()
    before = [None, None, None]
    start = 0
    for _ in range(frames):
        for plane, (w, h) in enumerate(plane_sizes(width, height)):
            samples = body[start:start + w * h]
            before[plane] = encode_plane(samples, before[plane], w, h, step, levels)
            start += w * h
    return struct.pack(">HHHB", width, height, frames, step) + zlib.compress(bytes(levels), 9)


def decode(stream):
    width, height, frames, step = struct.unpack(">HHHB", stream[:7])
    levels = zlib.decompress(stream[7:])
    out = [b"%d %d %d\n" % (width, height, frames)]
    before = [None, None, None]
    start = 0
    for _ in range(frames):
        for plane, (w, h) in enumerate(plane_sizes(width, height)):
            before[plane] = decode_plane(levels, start, before[plane], w, h, step)
            out.append(bytes(before[plane]))
            start += w * h
    return b"".join(out)


if __name__ == "__main__":
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(encode(data, int(sys.argv[2])) if sys.argv[1] == "encode" else decode(data))
