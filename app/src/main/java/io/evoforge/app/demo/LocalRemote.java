package io.evoforge.app.demo;

import io.evoforge.core.credentials.RepositoryUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bare Git repository on this disk that plays the remote.
 *
 * @param directory where it is
 */
public record LocalRemote(Path directory) {
    /** The repository at {@code directory}; an empty one with the branch {@code main} is made if there is none. */
    public static LocalRemote at(Path directory) {
        try {
            if (!Files.exists(directory.resolve("HEAD"))) {
                Files.createDirectories(directory.resolve("objects/info"));
                Files.createDirectories(directory.resolve("objects/pack"));
                Files.createDirectories(directory.resolve("refs/heads"));
                Files.createDirectories(directory.resolve("refs/tags"));
                Files.writeString(
                        directory.resolve("config"),
                        "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
                Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/main\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LocalRemote(directory);
    }

    /** How it is pushed to. */
    public RepositoryUrl url() {
        return new RepositoryUrl(directory.toUri().toString().replaceFirst("/$", ""));
    }
}
