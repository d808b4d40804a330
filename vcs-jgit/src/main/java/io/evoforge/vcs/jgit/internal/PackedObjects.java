package io.evoforge.vcs.jgit.internal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Takes the new objects of a commit and writes them as one pack.
 *
 * <p>One file for every object, which is git's and JGit's usual way, would have to be forced to the disk one by one. A
 * pack costs the same few forced writes for any number of files. Nothing is visible before all of it is on the disk.
 *
 * <p>Objects that another pack has already are written again, which does no harm. To ask for each new one would make JGit
 * look through the whole directory every time, in case another program has added it meanwhile.
 */
final class PackedObjects extends ObjectInserter {
    static final String TEMPORARY = "evoforge-";

    private final ObjectDirectory objects;
    private final Map<ObjectId, NewObject> added = new LinkedHashMap<>();
    private @Nullable File written;

    PackedObjects(ObjectDirectory objects) {
        this.objects = objects;
    }

    /** An object that is not on the disk yet. */
    private static final class NewObject {
        private final int type;
        private final byte[] content;

        NewObject(int type, byte[] content) {
            this.type = type;
            this.content = content;
        }
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
        byte[] content = new byte[length];
        System.arraycopy(data, offset, content, 0, length);
        ObjectId id = idFor(type, content);
        added.putIfAbsent(id, new NewObject(type, content));
        return id;
    }

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        return insert(type, in.readNBytes(Math.toIntExact(length)));
    }

    @Override
    public PackParser newPackParser(InputStream in) {
        throw new UnsupportedOperationException("packs of others are received by JGit's own inserter");
    }

    /** A reader of what is on the disk, not of what was just inserted. */
    @Override
    public ObjectReader newReader() {
        return objects.newReader();
    }

    @Override
    public void flush() throws IOException {
        if (added.isEmpty()) {
            return;
        }
        Path directory = objects.getPackDirectory().toPath();
        List<PackedObjectInfo> index = new ArrayList<>();
        byte[] pack = pack(index);
        byte[] checksum = Arrays.copyOfRange(pack, pack.length - 20, pack.length);
        Collections.sort(index);
        String name = "pack-" + ObjectId.fromRaw(checksum).name();
        Path packFile = directory.resolve(name + ".pack");
        Path indexFile = directory.resolve(name + ".idx");
        if (!Files.exists(packFile) || !Files.exists(indexFile)) { // the same objects make the same pack
            write(packFile, out -> out.write(pack));
            write(indexFile, out -> BasePackIndexWriter.createVersion(out, 2).write(index, checksum));
        }
        synchronizeDirectory(directory);
        written = packFile.toFile();
        objects.openPack(written);
        added.clear();
    }

    /** The pack that was written last; null if none was. */
    @Nullable
    File written() {
        return written;
    }

    private byte[] pack(List<PackedObjectInfo> index) throws IOException {
        MessageDigest digest = Constants.newMessageDigest();
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.write(ByteBuffer.allocate(12)
                .put(Constants.PACK_SIGNATURE)
                .putInt(2)
                .putInt(added.size())
                .array());
        Deflater deflater = new Deflater(); // a costly thing, so there is one for all
        try {
            for (Map.Entry<ObjectId, NewObject> entry : added.entrySet()) {
                byte[] packed = packed(entry.getValue(), deflater);
                CRC32 crc = new CRC32();
                crc.update(packed);
                PackedObjectInfo info = new PackedObjectInfo(entry.getKey());
                info.setOffset(pack.size());
                info.setCRC((int) crc.getValue());
                index.add(info);
                pack.write(packed);
            }
        } finally {
            deflater.end();
        }
        byte[] content = pack.toByteArray();
        pack.write(digest.digest(content));
        return pack.toByteArray();
    }

    /** Type and length in the few bits of git's format, then the content, deflated. */
    private static byte[] packed(NewObject object, Deflater deflater) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int length = object.content.length;
        int first = (object.type << 4) | (length & 15);
        for (length >>>= 4; length != 0; length >>>= 7) {
            packed.write(first | 0x80);
            first = length & 0x7f;
        }
        packed.write(first);
        deflater.reset();
        deflater.setInput(object.content);
        deflater.finish();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        return packed.toByteArray();
    }

    /** What is written into a file. */
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(TEMPORARY + file.getFileName());
        try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            content.to(out);
            out.flush();
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes renamed and new files in {@code directory} survive a loss of power. */
    static void synchronizeDirectory(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a directory for this
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        added.clear();
    }
}
