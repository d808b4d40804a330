package io.evoforge.store.sqlite;

import io.evoforge.core.source.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Keeps each long text once, compressed, under the SHA-256 of its UTF-8 bytes. */
final class BlobStore {
    /** A run names the same prompt and parent in several events, one soon after the other. */
    private static final int REMEMBERED = 32;

    /** Levels above cost several times the processor time for a few percent of space. */
    private static final int LEVEL = 4;

    private final Connection connection;

    /** Texts that were read last, by what they are known by. */
    private final Map<Sha256, String> recent = new LinkedHashMap<>(2 * REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    BlobStore(Connection connection) {
        this.connection = connection;
    }

    /** Keeps {@code text} and returns what it is known by. */
    Sha256 put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Sha256 hash = Sha256.of(bytes);
        if (contains(hash)) {
            return hash;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO blobs (hash, length, content) VALUES (?, ?, ?)")) {
            insert.setBytes(1, HexFormat.of().parseHex(hash.hex()));
            insert.setInt(2, bytes.length);
            insert.setBytes(3, deflated(bytes));
            insert.executeUpdate();
            return hash;
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    private boolean contains(Sha256 hash) {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM blobs WHERE hash = ?")) {
            select.setBytes(1, HexFormat.of().parseHex(hash.hex()));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** The text known by {@code hash}, checked against it. */
    String get(Sha256 hash) {
        String known = recent.get(hash);
        if (known != null) {
            return known;
        }
        String text = read(hash);
        recent.put(hash, text);
        return text;
    }

    private String read(Sha256 hash) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT length, content FROM blobs WHERE hash = ?")) {
            select.setBytes(1, HexFormat.of().parseHex(hash.hex()));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new DamagedTextException("text " + hash.shortHex() + " is missing");
                }
                byte[] bytes = inflated(row.getBytes(2), row.getInt(1), hash);
                if (!Sha256.of(bytes).equals(hash)) {
                    throw new DamagedTextException("text " + hash.shortHex() + " was altered: its digest differs");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + bytes.length / 1000 + 64]; // zlib's bound on what cannot be compressed
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] compressed, int length, Sha256 hash) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            byte[] out = new byte[length];
            int filled = 0;
            while (filled < length) {
                int count = inflater.inflate(out, filled, length - filled);
                if (count == 0) {
                    throw new DamagedTextException("text " + hash.shortHex() + " is cut short");
                }
                filled += count;
            }
            return out;
        } catch (DataFormatException e) {
            throw new DamagedTextException("text " + hash.shortHex() + " cannot be decompressed: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    /** A text is not there, or is not what was put there. */
    static final class DamagedTextException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedTextException(String message) {
            super(message);
        }
    }

    /** Carries an {@link SQLException} through code that may not throw one, such as a serializer. */
    static final class UncheckedSqlException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        private final SQLException sql;

        UncheckedSqlException(SQLException sql) {
            super(new IOException(sql));
            this.sql = sql;
        }

        SQLException sql() {
            return sql;
        }

        /** The SQLException that is behind {@code failure}, or null. */
        static @Nullable SQLException behind(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof UncheckedSqlException unchecked) {
                    return unchecked.sql();
                }
            }
            return null;
        }
    }
}
