package io.evoforge.vcs.jgit.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The outer form of OpenPGP data: armour, packets and numbers (RFC 4880, sections 3.2, 4.2 and 6). */
final class OpenPgpPackets {
    private static final int LINE = 64;

    private OpenPgpPackets() {}

    /**
     * One packet.
     *
     * @param tag what it is
     * @param body its content, to be read once
     */
    record Packet(int tag, ByteBuffer body) {}

    /** What is between {@code begin} and {@code end}, without its headers and checksum. */
    static ByteBuffer unarmoured(String text, String begin, String end) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not one whole block");
        }
        StringBuilder base64 = new StringBuilder();
        text.substring(from + begin.length(), to)
                .lines()
                .map(String::strip)
                .filter(line -> !line.contains(":") && !line.startsWith("="))
                .forEach(base64::append);
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64.toString()));
    }

    /** {@code data} as a block of text. */
    static String armoured(byte[] data, String begin, String end) {
        String base64 = Base64.getEncoder().encodeToString(data);
        StringBuilder text = new StringBuilder(begin).append("\n\n");
        for (int i = 0; i < base64.length(); i += LINE) {
            text.append(base64, i, Math.min(base64.length(), i + LINE)).append('\n');
        }
        int checksum = checksum(data);
        byte[] bytes = {(byte) (checksum >> 16), (byte) (checksum >> 8), (byte) checksum};
        return text.append('=')
                .append(Base64.getEncoder().encodeToString(bytes))
                .append('\n')
                .append(end)
                .append('\n')
                .toString();
    }

    private static int checksum(byte[] data) {
        int crc = 0xB704CE;
        for (byte b : data) {
            crc ^= (b & 0xff) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= 0x1864CFB;
                }
            }
        }
        return crc & 0xffffff;
    }

    /** All packets of {@code data}. */
    static List<Packet> packets(ByteBuffer data) {
        List<Packet> packets = new ArrayList<>();
        while (data.hasRemaining()) {
            int header = octet(data);
            if ((header & 0x80) == 0) {
                throw new IllegalArgumentException("not a packet");
            }
            boolean isNewForm = (header & 0x40) != 0;
            int tag = isNewForm ? header & 0x3f : (header >> 2) & 0x0f;
            int length = isNewForm ? length(data) : oldLength(data, header & 3);
            packets.add(new Packet(tag, take(data, length)));
        }
        return packets;
    }

    private static int oldLength(ByteBuffer data, int form) {
        return switch (form) {
            case 0 -> octet(data);
            case 1 -> data.getShort() & 0xffff;
            case 2 -> data.getInt();
            default -> data.remaining();
        };
    }

    /** A length as newer packets and all subpackets have it. */
    static int length(ByteBuffer data) {
        int first = octet(data);
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return ((first - 192) << 8) + octet(data) + 192;
        }
        if (first < 255) {
            throw new IllegalArgumentException("a packet in parts");
        }
        return data.getInt();
    }

    static int octet(ByteBuffer data) {
        return data.get() & 0xff;
    }

    /** The next {@code length} bytes. */
    static ByteBuffer take(ByteBuffer data, int length) {
        if (length < 0 || length > data.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = data.slice(data.position(), length);
        data.position(data.position() + length);
        return taken;
    }

    /** The bytes of a number: two bytes with its length in bits, then the number without leading zeros. */
    static byte[] number(ByteBuffer data) {
        int bits = data.getShort() & 0xffff;
        byte[] bytes = new byte[(bits + 7) / 8];
        take(data, bytes.length).get(bytes);
        return bytes;
    }

    /** {@code bytes} as a number. */
    static byte[] number(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] == 0) {
            start++;
        }
        int length = bytes.length - start;
        int bits = length == 0 ? 0 : length * 8 - (Integer.numberOfLeadingZeros(bytes[start] & 0xff) - 24);
        return ByteBuffer.allocate(2 + length)
                .putShort((short) bits)
                .put(bytes, start, length)
                .array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
