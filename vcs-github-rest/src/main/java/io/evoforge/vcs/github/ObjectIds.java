package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids of git's objects, computed here, so that they are known before anything is sent. */
final class ObjectIds {
    /** Git's id of a tree without entries. */
    static final String EMPTY_TREE = tree(Map.of());

    private ObjectIds() {}

    static String blob(byte[] content) {
        return id("blob", content);
    }

    /** The id of a tree with these entries by name. */
    static String tree(Map<String, TreeEntry> entries) {
        List<byte[]> names = new ArrayList<>();
        Map<String, byte[]> lines = new java.util.HashMap<>();
        entries.forEach((name, entry) -> {
            // git sorts a directory as if its name ended with a slash
            byte[] sortedAs = bytes(entry.isTree() ? name + "/" : name);
            names.add(sortedAs);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes(bytes(entry.mode() + " " + name + "\0"));
            line.writeBytes(HexFormat.of().parseHex(entry.id()));
            lines.put(new String(sortedAs, StandardCharsets.UTF_8), line.toByteArray());
        });
        names.sort(Arrays::compareUnsigned);
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (byte[] name : names) {
            byte[] line = lines.get(new String(name, StandardCharsets.UTF_8));
            if (line != null) {
                tree.writeBytes(line);
            }
        }
        return id("tree", tree.toByteArray());
    }

    static CommitId commit(
            String tree, @Nullable CommitId parent, Signature author, Signature committer, String message) {
        String text = "tree " + tree + "\n"
                + (parent == null ? "" : "parent " + parent.hex() + "\n")
                + "author " + line(author) + "\n"
                + "committer " + line(committer) + "\n\n"
                + message;
        return new CommitId(id("commit", bytes(text)));
    }

    static String tag(Tag tag, CommitId commit, Signature tagger) {
        String text = "object " + commit.hex() + "\ntype commit\ntag " + tag.name() + "\ntagger " + line(tagger)
                + "\n\n" + tag.message();
        return id("tag", bytes(text));
    }

    private static String line(Signature signature) {
        int minutes = signature.when().getOffset().getTotalSeconds() / 60;
        int absolute = Math.abs(minutes);
        return String.format(
                "%s <%s> %d %s%02d%02d",
                signature.name(),
                signature.email(),
                signature.when().toEpochSecond(),
                minutes < 0 ? "-" : "+",
                absolute / 60,
                absolute % 60);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(String type, byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes(type + " " + content.length + "\0"));
            return HexFormat.of().formatHex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1, this one has not", e);
        }
    }
}
