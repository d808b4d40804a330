package io.evoforge.core.versioncontrol;

/** How a file is stored. There are no symbolic links: what a model writes must not point anywhere. */
public enum FileMode {
    /** As it is in the base; a regular file where it is new. */
    KEEP,
    /** Mode 100644. */
    REGULAR,
    /** Mode 100755. */
    EXECUTABLE
}
