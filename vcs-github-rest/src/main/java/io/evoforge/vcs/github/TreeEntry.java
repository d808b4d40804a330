package io.evoforge.vcs.github;

/**
 * What a directory holds under a name.
 *
 * @param mode octal, as git writes it: {@code 100644}, {@code 100755}, {@code 40000}, ...
 * @param id of the blob or tree
 */
record TreeEntry(String mode, String id) {
    static final String REGULAR = "100644";
    static final String EXECUTABLE = "100755";
    static final String TREE = "40000";

    boolean isTree() {
        return mode.equals(TREE);
    }

    boolean isExecutable() {
        return mode.equals(EXECUTABLE);
    }
}
