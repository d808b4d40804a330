package io.evoforge.app.config;

import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a candidate's source from a file that a person named. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * The source in {@code file}, exactly as it is.
     *
     * @throws ConfigException if there is no such file, or it is empty, or not text
     */
    public static SourceCode read(Path file) {
        try {
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw fault("the source file '%s' is empty; name a file with a codec".formatted(file));
            }
            return new SourceCode(text);
        } catch (NoSuchFileException e) {
            throw fault("there is no file '%s'; check the name".formatted(file));
        } catch (CharacterCodingException e) {
            throw fault("'%s' is not a text file in UTF-8; name a Java source file".formatted(file));
        } catch (IOException e) {
            throw fault("'%s' cannot be read (%s); check that it is a file and readable"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static ConfigException fault(String message) {
        return new ConfigException(List.of(message));
    }
}
