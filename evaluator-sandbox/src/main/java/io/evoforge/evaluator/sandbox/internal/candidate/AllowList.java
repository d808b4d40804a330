package io.evoforge.evaluator.sandbox.internal.candidate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the Java platform that a candidate may use, read from a table. Names are internal: {@code java/lang/Math}. */
final class AllowList {
    private static final String OBJECT = "java/lang/Object";
    private static final String TABLE = "allowed-platform.txt";

    /** Of every object, whatever the table says: they lead to reflection, threads or the garbage collector. */
    private static final Set<String> NEVER = Set.of("getClass", "wait", "notify", "notifyAll", "finalize");

    private final Map<String, Entry> classes = new HashMap<>();
    private final Map<String, Entry> packages = new HashMap<>();

    private AllowList() {}

    /** Reads the table from our jar. */
    static AllowList load() {
        AllowList list = new AllowList();
        try (InputStream in = Objects.requireNonNull(AllowList.class.getResourceAsStream(TABLE), TABLE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(list::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
        return list;
    }

    /** Whether a candidate may name the class. */
    boolean allowsType(String owner) {
        return entry(owner) != null;
    }

    /** Whether a candidate may extend or implement the class. */
    boolean allowsSuperType(String owner) {
        Entry entry = entry(owner);
        return entry != null && entry.superType;
    }

    /** Whether a candidate may call the method, or use the field, whose descriptor is given behind its name. */
    boolean allowsMember(String owner, String name, String descriptor) {
        Entry entry = entry(owner);
        return entry != null && !NEVER.contains(name) && entry.allows(name, descriptor);
    }

    /**
     * Whether the class itself takes the method or field away from a candidate, whatever other super types of the same
     * class allow.
     */
    boolean deniesMember(String owner, String name, String descriptor) {
        Entry entry = entry(owner);
        // Every class extends Object; what it has and the table does not name is never allowed at all.
        return NEVER.contains(name) || (!owner.equals(OBJECT) && entry != null && entry.denies(name, descriptor));
    }

    private @Nullable Entry entry(String owner) {
        Entry entry = classes.get(owner);
        if (entry != null) {
            return entry;
        }
        int slash = owner.lastIndexOf('/');
        Entry ofPackage = slash < 0 ? null : packages.get(owner.substring(0, slash));
        if (ofPackage != null) {
            return ofPackage;
        }
        // Exceptions are many and all alike.
        boolean failure = owner.endsWith("Exception") || owner.endsWith("Error");
        boolean plainPackage = slash > 0
                && Set.of("java/lang", "java/util", "java/io", "java/nio", "java/util/zip")
                        .contains(owner.substring(0, slash));
        return failure && plainPackage ? classes.get("java/lang/Throwable") : null;
    }

    private void add(String line) {
        List<String> words = List.of(line.split("\\s+", -1));
        boolean superType = words.get(0).equals("super");
        List<String> rest = superType ? words.subList(1, words.size()) : words;
        String name = rest.get(0).replace('.', '/');
        Entry entry = Entry.of(superType, rest.subList(1, rest.size()), line);
        if (name.endsWith("/*")) {
            packages.put(name.substring(0, name.length() - 2), entry);
        } else {
            classes.put(name, entry);
        }
    }

    /**
     * What one line says.
     *
     * @param superType whether a candidate may extend it
     * @param all whether {@code members} are the exceptions, or all there is
     * @param members names, or names with descriptors
     */
    private record Entry(boolean superType, boolean all, Set<String> members) {
        static Entry of(boolean superType, List<String> words, String line) {
            List<String> members = words.subList(Math.min(1, words.size()), words.size());
            return switch (words.isEmpty() ? "" : words.get(0)) {
                case "type" -> new Entry(superType, false, Set.of());
                case "only" -> new Entry(superType, false, Set.copyOf(members));
                case "*" ->
                    new Entry(
                            superType,
                            true,
                            members.isEmpty() ? Set.of() : Set.copyOf(members.subList(1, members.size())));
                default -> throw new IllegalStateException("cannot understand '" + line + "' in " + TABLE);
            };
        }

        boolean allows(String name, String descriptor) {
            return all != names(name, descriptor);
        }

        boolean denies(String name, String descriptor) {
            boolean onlyANameAtAll = !all && members.isEmpty();
            return !onlyANameAtAll && !allows(name, descriptor);
        }

        private boolean names(String name, String descriptor) {
            return members.contains(name) || members.contains(name + descriptor);
        }
    }
}
