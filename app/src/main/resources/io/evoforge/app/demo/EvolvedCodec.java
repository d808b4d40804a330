package io.evoforge.evolved;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoCodec;
import io.evoforge.core.video.VideoSequence;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Motion JPEG: every frame is coded alone, in 8x8 blocks, as baseline JPEG does it. A block goes through an integer
 * DCT, a quantiser with the example tables of ITU-T T.81, the zig-zag scan and a run-length coder; what remains is
 * Huffman coded with tables that are optimal for the sequence.
 *
 * <p>Bitstream: a header of variable-length numbers, four Huffman tables, then the bits of all blocks, frame by frame
 * and plane by plane. Everything is integer arithmetic, so that all machines rebuild the same samples.
 */
public final class EvolvedCodec implements VideoCodec {
    private static final int BLOCK = 8;
    private static final int COEFFICIENTS = BLOCK * BLOCK;
    private static final int MAX_CODE_LENGTH = 16;
    private static final int END_OF_BLOCK = 0x00;
    private static final int SIXTEEN_ZEROS = 0xf0;

    /** The order in which the coefficients of a block are coded: from low to high frequencies. */
    private static final int[] ZIG_ZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    };

    private static final int[] LUMA_STEPS = {
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    };

    private static final int[] CHROMA_STEPS = {
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    };

    @Override
    public byte[] encode(VideoSequence source, int quality) {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality must be from 0 to 100 but was " + quality);
        }
        TokenList tokens = new TokenList();
        for (Frame frame : source.frames()) {
            tokenize(frame.luma(), steps(LUMA_STEPS, quality), 0, tokens);
            tokenize(frame.cb(), steps(CHROMA_STEPS, quality), 1, tokens);
            tokenize(frame.cr(), steps(CHROMA_STEPS, quality), 1, tokens);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeNumber(out, source.width());
        writeNumber(out, source.height());
        writeNumber(out, source.frameRate().numerator());
        writeNumber(out, source.frameRate().denominator());
        writeNumber(out, source.frames().size());
        writeNumber(out, quality);

        HuffmanTable[] tables = new HuffmanTable[4];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = HuffmanTable.optimal(tokens.counts[i]);
            tables[i].write(out);
        }
        BitWriter bits = new BitWriter(out);
        for (int i = 0; i < tokens.size; i++) {
            int token = tokens.values[i];
            int symbol = token >>> 16 & 0xff;
            HuffmanTable table = tables[token >>> 24];
            bits.write(table.codes[symbol], table.lengths[symbol]);
            bits.write(token & 0xffff, symbol & 15);
        }
        bits.flush();
        return out.toByteArray();
    }

    @Override
    public VideoSequence decode(byte[] bitstream) {
        ByteReader in = new ByteReader(bitstream);
        int width = in.number(1, 1 << 14);
        int height = in.number(1, 1 << 14);
        FrameRate rate = new FrameRate(in.number(1, Integer.MAX_VALUE), in.number(1, Integer.MAX_VALUE));
        int frameCount = in.number(1, 1 << 20);
        int quality = in.number(0, 100);
        // No block takes less than two bits, so a header cannot ask for more memory than the bitstream is worth.
        if ((long) width * height * frameCount / COEFFICIENTS > bitstream.length * 4L) {
            throw new IllegalArgumentException("truncated bitstream: " + bitstream.length + " bytes are too few for "
                    + frameCount + " frames of " + width + " x " + height);
        }
        HuffmanTable[] tables = new HuffmanTable[4];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = HuffmanTable.read(in);
        }
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < frameCount; i++) {
            Plane luma = decodePlane(in, width, height, steps(LUMA_STEPS, quality), tables, 0);
            Plane cb = decodePlane(in, chromaWidth, chromaHeight, steps(CHROMA_STEPS, quality), tables, 1);
            Plane cr = decodePlane(in, chromaWidth, chromaHeight, steps(CHROMA_STEPS, quality), tables, 1);
            frames.add(new Frame(luma, cb, cr));
        }
        return new VideoSequence(rate, frames);
    }

    /** Turns a plane into tokens. {@code kind} is 0 for luma and 1 for chroma. */
    private static void tokenize(Plane plane, int[] steps, int kind, TokenList tokens) {
        int width = plane.width();
        int height = plane.height();
        byte[] samples = plane.toByteArray();
        int[] block = new int[COEFFICIENTS];
        for (int y = 0; y < height; y += BLOCK) {
            for (int x = 0; x < width; x += BLOCK) {
                for (int i = 0; i < COEFFICIENTS; i++) {
                    // Beyond the right and the lower edge the last sample repeats.
                    int row = Math.min(y + i / BLOCK, height - 1);
                    int column = Math.min(x + i % BLOCK, width - 1);
                    block[i] = (samples[row * width + column] & 0xff) - 128;
                }
                Dct.forward(block);
                for (int i = 0; i < COEFFICIENTS; i++) {
                    block[i] = quantise(block[i], steps[i]);
                }
                tokenizeBlock(block, kind, tokens);
            }
        }
    }

    private static void tokenizeBlock(int[] levels, int kind, TokenList tokens) {
        int dc = levels[0];
        tokens.add(kind, bitLength(dc), dc);
        int zeros = 0;
        for (int i = 1; i < COEFFICIENTS; i++) {
            int level = levels[ZIG_ZAG[i]];
            if (level == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) {
                tokens.add(2 + kind, SIXTEEN_ZEROS, 0);
            }
            tokens.add(2 + kind, zeros << 4 | bitLength(level), level);
            zeros = 0;
        }
        if (zeros > 0) {
            tokens.add(2 + kind, END_OF_BLOCK, 0);
        }
    }

    private static Plane decodePlane(
            ByteReader in, int width, int height, int[] steps, HuffmanTable[] tables, int kind) {
        byte[] samples = new byte[width * height];
        int[] block = new int[COEFFICIENTS];
        for (int y = 0; y < height; y += BLOCK) {
            for (int x = 0; x < width; x += BLOCK) {
                Arrays.fill(block, 0);
                decodeBlock(in, block, tables, kind);
                for (int i = 0; i < COEFFICIENTS; i++) {
                    block[i] *= steps[i];
                }
                Dct.inverse(block);
                int rows = Math.min(BLOCK, height - y);
                int columns = Math.min(BLOCK, width - x);
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        int sample = block[row * BLOCK + column] + 128;
                        samples[(y + row) * width + x + column] = (byte) Math.max(0, Math.min(255, sample));
                    }
                }
            }
        }
        return Plane.of(width, height, samples);
    }

    private static void decodeBlock(ByteReader in, int[] levels, HuffmanTable[] tables, int kind) {
        levels[0] = in.signed(tables[kind].decode(in));
        HuffmanTable table = tables[2 + kind];
        for (int i = 1; i < COEFFICIENTS; i++) {
            int symbol = table.decode(in);
            if (symbol == END_OF_BLOCK) {
                return;
            }
            i += symbol >> 4;
            if (i >= COEFFICIENTS) {
                throw new IllegalArgumentException("broken bitstream: a run leaves its block");
            }
            levels[ZIG_ZAG[i]] = in.signed(symbol & 15);
        }
    }

    /** The quantiser steps of a table at a quality, scaled as the JPEG library of the IJG does it. */
    private static int[] steps(int[] table, int quality) {
        int q = Math.max(1, quality);
        int percent = q < 50 ? 5000 / q : 200 - 2 * q;
        int[] steps = new int[COEFFICIENTS];
        for (int i = 0; i < COEFFICIENTS; i++) {
            steps[i] = Math.max(1, (table[i] * percent + 50) / 100);
        }
        return steps;
    }

    /** Divides and rounds to the nearest. */
    private static int quantise(int coefficient, int step) {
        int level = (Math.abs(coefficient) + step / 2) / step;
        return coefficient < 0 ? -level : level;
    }

    private static int bitLength(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    /** Seven bits a byte, the lowest first; the high bit says that more follow. */
    private static void writeNumber(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest > 127; rest >>>= 7) {
            out.write(rest & 127 | 128);
        }
        out.write(rest);
    }

    /** An orthonormal 8x8 DCT in integers: the basis is scaled by 2^11 and both passes round. */
    private static final class Dct {
        /** cos(i * pi / 16) / 2 in units of 2^-11. */
        private static final int[] HALF_COSINE = {1024, 1004, 946, 851, 724, 569, 392, 200, 0};

        private static final int[] BASIS = basis();

        private static int[] basis() {
            int[] basis = new int[COEFFICIENTS];
            for (int k = 0; k < BLOCK; k++) {
                for (int n = 0; n < BLOCK; n++) {
                    int angle = (2 * n + 1) * k % 32;
                    int folded = angle > 16 ? 32 - angle : angle;
                    int value = folded > 8 ? -HALF_COSINE[16 - folded] : HALF_COSINE[folded];
                    basis[k * BLOCK + n] = k == 0 ? 724 : value;
                }
            }
            return basis;
        }

        static void forward(int[] block) {
            int[] rows = new int[COEFFICIENTS];
            for (int y = 0; y < BLOCK; y++) {
                for (int k = 0; k < BLOCK; k++) {
                    int sum = 0;
                    for (int n = 0; n < BLOCK; n++) {
                        sum += BASIS[k * BLOCK + n] * block[y * BLOCK + n];
                    }
                    rows[y * BLOCK + k] = sum + (1 << 6) >> 7;
                }
            }
            for (int x = 0; x < BLOCK; x++) {
                for (int k = 0; k < BLOCK; k++) {
                    int sum = 0;
                    for (int n = 0; n < BLOCK; n++) {
                        sum += BASIS[k * BLOCK + n] * rows[n * BLOCK + x];
                    }
                    block[k * BLOCK + x] = sum + (1 << 14) >> 15;
                }
            }
        }

        static void inverse(int[] block) {
            int[] columns = new int[COEFFICIENTS];
            for (int x = 0; x < BLOCK; x++) {
                for (int n = 0; n < BLOCK; n++) {
                    int sum = 0;
                    for (int k = 0; k < BLOCK; k++) {
                        sum += BASIS[k * BLOCK + n] * block[k * BLOCK + x];
                    }
                    columns[n * BLOCK + x] = sum + (1 << 6) >> 7;
                }
            }
            for (int y = 0; y < BLOCK; y++) {
                for (int n = 0; n < BLOCK; n++) {
                    int sum = 0;
                    for (int k = 0; k < BLOCK; k++) {
                        sum += BASIS[k * BLOCK + n] * columns[y * BLOCK + k];
                    }
                    block[y * BLOCK + n] = sum + (1 << 14) >> 15;
                }
            }
        }
    }

    /** What the Huffman coder will code: table, symbol and the extra bits of a value, in one int each. */
    private static final class TokenList {
        private final int[][] counts = new int[4][256];
        private int[] values = new int[1 << 16];
        private int size;

        /** A symbol whose low four bits count the extra bits; these hold {@code value} as JPEG writes it. */
        void add(int table, int symbol, int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            int extra = value < 0 ? value + (1 << (symbol & 15)) - 1 : value;
            values[size++] = table << 24 | symbol << 16 | extra;
            counts[table][symbol]++;
        }
    }

    /** A canonical Huffman code for the symbols 0 to 255. */
    private static final class HuffmanTable {
        private final int[] lengthCounts = new int[MAX_CODE_LENGTH + 1];
        private final int[] lengths = new int[256];
        private final int[] codes = new int[256];
        private int[] symbols = new int[0];

        /** The best code of at most 16 bits a symbol: halves the counts until the longest code fits. */
        static HuffmanTable optimal(int[] counts) {
            int[] weights = counts.clone();
            while (true) {
                HuffmanTable table = new HuffmanTable();
                if (table.assignLengths(weights)) {
                    table.sortSymbols();
                    table.assignCodes();
                    return table;
                }
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = weights[i] + 1 >> 1;
                }
            }
        }

        /** Merges the two lightest groups of symbols until one is left. False if a code becomes too long. */
        private boolean assignLengths(int[] counts) {
            long[] weights = new long[256];
            int[] group = new int[256];
            int groups = 0;
            int longest = 0;
            for (int i = 0; i < 256; i++) {
                weights[i] = counts[i];
                group[i] = i;
                groups += counts[i] > 0 ? 1 : 0;
                lengths[i] = 0;
            }
            if (groups == 1) {
                for (int i = 0; i < 256; i++) {
                    lengths[i] = counts[i] > 0 ? 1 : 0;
                }
            }
            for (; groups > 1; groups--) {
                int first = lightest(weights, -1);
                int second = lightest(weights, first);
                weights[first] += weights[second];
                weights[second] = 0;
                for (int i = 0; i < 256; i++) {
                    if (counts[i] > 0 && (group[i] == first || group[i] == second)) {
                        group[i] = first;
                        longest = Math.max(longest, ++lengths[i]);
                    }
                }
            }
            return longest <= MAX_CODE_LENGTH;
        }

        private static int lightest(long[] weights, int except) {
            int best = -1;
            for (int i = 0; i < weights.length; i++) {
                if (i != except && weights[i] > 0 && (best < 0 || weights[i] < weights[best])) {
                    best = i;
                }
            }
            return best;
        }

        private void sortSymbols() {
            int size = 0;
            int[] sorted = new int[256];
            for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
                for (int symbol = 0; symbol < 256; symbol++) {
                    if (lengths[symbol] == length) {
                        sorted[size++] = symbol;
                        lengthCounts[length]++;
                    }
                }
            }
            symbols = Arrays.copyOf(sorted, size);
        }

        private void assignCodes() {
            int code = 0;
            int index = 0;
            for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
                for (int i = 0; i < lengthCounts[length]; i++) {
                    lengths[symbols[index]] = length;
                    codes[symbols[index++]] = code++;
                }
                code <<= 1;
            }
        }

        void write(ByteArrayOutputStream out) {
            for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
                out.write(lengthCounts[length]);
            }
            for (int symbol : symbols) {
                out.write(symbol);
            }
        }

        static HuffmanTable read(ByteReader in) {
            HuffmanTable table = new HuffmanTable();
            int size = 0;
            for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
                table.lengthCounts[length] = in.nextByte();
                size += table.lengthCounts[length];
            }
            table.symbols = new int[size];
            for (int i = 0; i < size; i++) {
                table.symbols[i] = in.nextByte();
            }
            table.assignCodes();
            return table;
        }

        int decode(ByteReader in) {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
                code = code << 1 | in.bit();
                int count = lengthCounts[length];
                if (code - first < count) {
                    return symbols[index + code - first];
                }
                index += count;
                first = first + count << 1;
            }
            throw new IllegalArgumentException("broken bitstream: no symbol has this code");
        }
    }

    private static final class BitWriter {
        private final ByteArrayOutputStream out;
        private int pending;
        private int pendingBits;

        BitWriter(ByteArrayOutputStream out) {
            this.out = out;
        }

        void write(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                pending = pending << 1 | value >>> i & 1;
                if (++pendingBits == 8) {
                    out.write(pending);
                    pendingBits = 0;
                }
            }
        }

        void flush() {
            write(0x7f, 7);
        }
    }

    /** Reads bytes, and bits of bytes from the highest down. */
    private static final class ByteReader {
        private final byte[] bytes;
        private int position;
        private int current;
        private int bitsLeft;

        ByteReader(byte[] bytes) {
            this.bytes = bytes;
        }

        int nextByte() {
            if (position >= bytes.length) {
                throw new IllegalArgumentException("truncated bitstream: it ends after " + bytes.length + " bytes");
            }
            return bytes[position++] & 0xff;
        }

        int bit() {
            if (bitsLeft == 0) {
                current = nextByte();
                bitsLeft = 8;
            }
            return current >> --bitsLeft & 1;
        }

        /** A value of {@code count} bits whose sign is in its first bit, as JPEG writes it. */
        int signed(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 1 | bit();
            }
            return count > 0 && value < 1 << count - 1 ? value - (1 << count) + 1 : value;
        }

        int number(int min, int max) {
            long value = 0;
            int shift = 0;
            int next;
            do {
                next = nextByte();
                value |= (long) (next & 127) << shift;
                shift += 7;
            } while (next > 127 && shift < 35);
            if (value < min || value > max) {
                throw new IllegalArgumentException(
                        "broken bitstream: " + value + " in the header, expected " + min + " to " + max);
            }
            return (int) value;
        }
    }
}
