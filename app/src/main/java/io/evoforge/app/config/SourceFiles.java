package io.evoforge.app.config;

import io.evoforge.core.source.SourceCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads texts from files that a person named: sources, and what models are told. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * The source in {@code file}, exactly as it is.
     *
     * @throws ConfigException if there is no such file, or it is empty, or not text
     */
    public static SourceCode read(Path file) {
        return new SourceCode(text(file, "a codec"));
    }

    /**
     * What {@code file} tells a model, without blank lines around it.
     *
     * @throws ConfigException as above
     */
    public static String task(Path file) {
        return text(file, "what a model has to do").strip();
    }

    private static String text(Path file, String content) {
        try {
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw fault("the file '%s' is empty; name one with %s".formatted(file, content));
            }
            return text;
        } catch (NoSuchFileException e) {
            throw fault("there is no file '%s'; check the name".formatted(file));
        } catch (CharacterCodingException e) {
            throw fault("'%s' is not a text file in UTF-8; name one with %s".formatted(file, content));
        } catch (IOException e) {
            throw fault("'%s' cannot be read (%s); check that it is a file and readable"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static ConfigException fault(String message) {
        return new ConfigException(List.of(message));
    }
}
