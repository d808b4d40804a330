package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tree of which some directories are known, with all their ancestors. That is enough to know what is at the paths in them,
 * and to compute the id of the tree after changes to these paths. Immutable.
 */
final class TreeView {
    /** A tree without files. */
    static final TreeView EMPTY = new TreeView(ObjectIds.EMPTY_TREE, Map.of("", Map.of()));

    private final String id;
    private final Map<String, Map<String, TreeEntry>> listings;

    /** A tree with these directories by path, without a slash at the end; the root is the empty path. */
    TreeView(String id, Map<String, Map<String, TreeEntry>> listings) {
        this.id = id;
        this.listings = Map.copyOf(listings);
    }

    String id() {
        return id;
    }

    /** The directories that paths are in, with all their ancestors but without the root. */
    static Set<String> directoriesOf(Iterable<RepositoryPath> paths) {
        Set<String> directories = new TreeSet<>();
        for (RepositoryPath path : paths) {
            for (String d = parent(path.value()); !d.isEmpty(); d = parent(d)) {
                directories.add(d);
            }
        }
        return directories;
    }

    /** Those of {@code directories} that are not known to be absent, and whose content is not known. */
    Set<String> unknown(Set<String> directories) {
        Set<String> unknown = new TreeSet<>(directories);
        if (!listings.containsKey("")) {
            return unknown;
        }
        unknown.removeIf(this::isKnown);
        return unknown;
    }

    boolean hasRoot() {
        return listings.containsKey("");
    }

    /** The same tree with more of it known. */
    TreeView with(Map<String, Map<String, TreeEntry>> more) {
        Map<String, Map<String, TreeEntry>> all = new HashMap<>(listings);
        all.putAll(more);
        return new TreeView(id, all);
    }

    /** The same tree with what is known here or there. */
    TreeView with(TreeView other) {
        return with(other.listings);
    }

    /** What is at a path in a known directory. */
    Optional<TreeEntry> entry(RepositoryPath path) {
        return entry(path.value());
    }

    private Optional<TreeEntry> entry(String path) {
        Map<String, TreeEntry> listing = listings.get(parent(path));
        return listing == null ? Optional.empty() : Optional.ofNullable(listing.get(name(path)));
    }

    /** The nearest ancestor of {@code path} that is no directory. */
    Optional<RepositoryPath> fileAbove(RepositoryPath path) {
        for (String d = parent(path.value()); !d.isEmpty(); d = parent(d)) {
            if (entry(d).filter(entry -> !entry.isTree()).isPresent()) {
                return Optional.of(new RepositoryPath(d));
            }
        }
        return Optional.empty();
    }

    /** The tree after {@code edits}, all in known directories. Directories that become empty are gone. */
    TreeView after(List<TreeEdit> edits) {
        Map<String, Map<String, TreeEntry>> next = new HashMap<>();
        listings.forEach((directory, listing) -> next.put(directory, new HashMap<>(listing)));
        Set<String> touched = new HashSet<>();
        for (TreeEdit edit : edits) {
            if (edit.entry() == null) {
                next.computeIfAbsent(parent(edit.path().value()), d -> new HashMap<>())
                        .remove(name(edit.path().value()));
            }
            touched.addAll(directoriesOf(List.of(edit.path())));
        }
        for (TreeEdit edit : edits) {
            TreeEntry entry = edit.entry();
            if (entry != null) {
                next.computeIfAbsent(parent(edit.path().value()), d -> new HashMap<>())
                        .put(name(edit.path().value()), entry);
            }
        }
        touched.stream().sorted((a, b) -> Long.compare(depth(b), depth(a))).forEach(directory -> fold(directory, next));
        return new TreeView(ObjectIds.tree(next.getOrDefault("", Map.of())), next);
    }

    /** Writes a directory's new id into its parent. */
    private static void fold(String directory, Map<String, Map<String, TreeEntry>> listings) {
        Map<String, TreeEntry> listing = listings.getOrDefault(directory, Map.of());
        Map<String, TreeEntry> above = listings.computeIfAbsent(parent(directory), d -> new HashMap<>());
        if (listing.isEmpty()) {
            listings.remove(directory);
            TreeEntry there = above.get(name(directory));
            if (there != null && there.isTree()) {
                above.remove(name(directory));
            }
        } else {
            above.put(name(directory), new TreeEntry(TreeEntry.TREE, ObjectIds.tree(listing)));
        }
    }

    private boolean isKnown(String directory) {
        if (listings.containsKey(directory)) {
            return true;
        }
        String above = parent(directory);
        if (!above.isEmpty() && !isKnown(above)) {
            return false;
        }
        return entry(directory).filter(TreeEntry::isTree).isEmpty();
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
