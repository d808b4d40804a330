package io.evoforge.vcs.jgit.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of packs small, since every look-up may have to ask each of them: joins the smallest ones when there
 * are too many. What was fetched at the beginning is large, so it is not written again.
 */
final class PackConsolidation {
    private static final Logger log = LoggerFactory.getLogger(PackConsolidation.class);
    private static final int MOST_PACKS = 50;
    private static final int JOINED = 40;
    private static final long LARGEST_BYTES = 64L << 20;

    private final ObjectDirectory objects;

    /** Joins packs of {@code repository} if it has too many. To be called after something was added. */
    static void run(Repository repository) throws IOException {
        new PackConsolidation((ObjectDirectory) repository.getObjectDatabase()).run();
    }

    private PackConsolidation(ObjectDirectory objects) {
        this.objects = objects;
    }

    private void run() throws IOException {
        if (packFiles() <= MOST_PACKS) {
            return;
        }
        List<Pack> packs = new ArrayList<>(objects.getPacks());
        if (packs.size() <= MOST_PACKS) {
            return;
        }
        packs.sort(Comparator.comparingLong(pack -> pack.getPackFile().length()));
        List<Pack> joined = new ArrayList<>();
        long bytes = 0;
        for (Pack pack : packs.subList(0, JOINED)) {
            bytes += pack.getPackFile().length();
            if (bytes <= LARGEST_BYTES && !pack.shouldBeKept()) {
                joined.add(pack);
            }
        }
        if (joined.size() > 1) {
            join(joined);
            log.debug("joined {} packs", joined.size());
        }
    }

    /** How many there are by name alone: to ask JGit would open and compare every one of them. */
    private int packFiles() {
        String[] names = objects.getPackDirectory().list((directory, name) -> name.endsWith(".pack"));
        return names == null ? 0 : names.length;
    }

    private void join(List<Pack> packs) throws IOException {
        File all;
        try (ObjectReader reader = objects.newReader();
                PackedObjects together = new PackedObjects(objects)) {
            for (Pack pack : packs) {
                for (PackIndex.MutableEntry entry : pack) {
                    ObjectId id = entry.toObjectId();
                    ObjectLoader loader = reader.open(id);
                    together.insert(loader.getType(), loader.getBytes(Integer.MAX_VALUE - 8));
                }
            }
            together.flush();
            all = together.written();
        }
        objects.close(); // forgets the packs it knows; they are looked for again when one is needed
        for (Pack pack : packs) {
            File file = pack.getPackFile();
            if (file.equals(all)) {
                continue; // it held everything that the others hold
            }
            // a pack without its index is not seen by anybody, so a kill in between does no harm
            Files.deleteIfExists(withExtension(file, "idx"));
            Files.deleteIfExists(withExtension(file, "rev"));
            Files.deleteIfExists(file.toPath());
        }
    }

    private static Path withExtension(File pack, String extension) {
        return pack.toPath().resolveSibling(pack.getName().replaceFirst("pack$", extension));
    }
}
