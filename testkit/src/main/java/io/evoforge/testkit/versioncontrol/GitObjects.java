package io.evoforge.testkit.versioncontrol;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Object ids as git computes them, so that what is made in memory has the ids it would have on a disk. */
final class GitObjects {
    private GitObjects() {}

    static String blob(byte[] content) {
        return id("blob", content);
    }

    /** The id of the tree that holds {@code files}. */
    static String tree(Map<RepositoryPath, StoredFile> files) {
        Map<String, StoredFile> byPath = new TreeMap<>();
        files.forEach((path, file) -> byPath.put(path.value(), file));
        return tree("", byPath);
    }

    private static String tree(String prefix, Map<String, StoredFile> files) {
        // git sorts a directory as if its name ended with a slash
        SortedMap<String, String> entries = new TreeMap<>();
        Map<String, Map<String, StoredFile>> directories = new TreeMap<>();
        files.forEach((path, file) -> {
            int slash = path.indexOf('/');
            if (slash < 0) {
                String mode = file.mode() == FileMode.EXECUTABLE ? "100755 " : "100644 ";
                entries.put(path, mode + path + "\0" + blob(file.content().toByteArray()));
            } else {
                directories
                        .computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), file);
            }
        });
        directories.forEach((name, below) -> {
            if (entries.put(name + "/", "40000 " + name + "\0" + tree(prefix + name + "/", below)) != null
                    || entries.containsKey(name)) {
                throw new IllegalArgumentException("'" + prefix + name + "' is both a file and a directory");
            }
        });
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (String entry : entries.values()) {
            int end = entry.indexOf('\0') + 1;
            tree.writeBytes(entry.substring(0, end).getBytes(StandardCharsets.UTF_8));
            tree.writeBytes(HexFormat.of().parseHex(entry, end, entry.length()));
        }
        return id("tree", tree.toByteArray());
    }

    static CommitId commit(
            String tree, @Nullable CommitId parent, Signature author, Signature committer, String message) {
        String commit = "tree " + tree + "\n"
                + (parent == null ? "" : "parent " + parent.hex() + "\n")
                + "author " + line(author) + "\n"
                + "committer " + line(committer) + "\n\n"
                + message;
        return new CommitId(id("commit", commit.getBytes(StandardCharsets.UTF_8)));
    }

    private static String line(Signature signature) {
        return signature.name() + " <" + signature.email() + "> "
                + signature.when().toEpochSecond() + " "
                + signature.when().getOffset().getId().replace("Z", "+0000").replace(":", "");
    }

    private static String id(String type, byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1, this one has not", e);
        }
    }
}
