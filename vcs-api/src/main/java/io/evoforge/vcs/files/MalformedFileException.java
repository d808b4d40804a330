package io.evoforge.vcs.files;

/** A file on the branch is not what we write there. The message says where and what, for a person. */
final class MalformedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFileException(String message) {
        super(message);
    }
}
