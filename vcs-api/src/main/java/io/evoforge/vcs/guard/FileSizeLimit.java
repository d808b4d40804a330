package io.evoforge.vcs.guard;

import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import java.util.Optional;

/**
 * Refuses files that hosts would turn down, before they are sent.
 *
 * @param maximumBytes largest size of one file, in bytes
 */
public record FileSizeLimit(long maximumBytes) {
    /** 40 MiB: below what GitHub warns about, and far above any codec. */
    public static final FileSizeLimit DEFAULT = new FileSizeLimit(40L * 1024 * 1024);

    public FileSizeLimit {
        if (maximumBytes < 1) {
            throw new IllegalArgumentException(
                    "the size limit of a file must be at least 1 byte but was " + maximumBytes);
        }
    }

    /** What is wrong with a file, for a person; empty if nothing is. */
    public Optional<String> faultOf(RepositoryPath path, FileContent content) {
        return content.size() <= maximumBytes
                ? Optional.empty()
                : Optional.of("'" + path + "' has " + content.size() + " bytes, more than the " + maximumBytes
                        + " allowed in one file");
    }
}
