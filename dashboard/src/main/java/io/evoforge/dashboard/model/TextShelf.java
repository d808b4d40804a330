package io.evoforge.dashboard.model;

import io.evoforge.core.source.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Long texts, each kept once and compressed: thousands of sources that differ by a line take little memory. */
final class TextShelf {
    private final Map<Sha256, byte[]> texts = new HashMap<>();

    void put(Sha256 key, String text) {
        texts.computeIfAbsent(key, absent -> pack(text));
    }

    /** The text that was put under {@code key}. */
    String get(Sha256 key) {
        byte[] packed = texts.get(key);
        if (packed == null) {
            throw new IllegalArgumentException("no text was put under " + key.shortHex());
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a kept text cannot be unpacked", e);
        }
    }

    private static byte[] pack(String text) {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be packed", e);
        } finally {
            fast.end();
        }
        return packed.toByteArray();
    }
}
