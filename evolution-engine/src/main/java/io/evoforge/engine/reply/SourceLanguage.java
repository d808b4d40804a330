package io.evoforge.engine.reply;

import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What candidates are written in.
 *
 * @param name as prompts say it, such as "Java" or "Python"
 */
public record SourceLanguage(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9+#.-]{0,29}");
    private static final Pattern JAVA_TYPE = Pattern.compile("\\b(class|record|enum)\\s+\\p{javaJavaIdentifierStart}");

    /** What our own evaluator takes. */
    public static final SourceLanguage JAVA = new SourceLanguage("Java");

    public SourceLanguage {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a language has a name of one word such as 'Python' but was '" + name + "'");
        }
    }

    /** How a fenced block in this language is marked. */
    public String fence() {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The source without what does not change the program. Where we do not know what comments look like and whether spacing
     * matters, only empty lines and blanks at the end of lines are left out.
     */
    public String canonical(String source) {
        return isJava()
                ? CanonicalSource.of(source)
                : source.lines()
                        .map(String::stripTrailing)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n"));
    }

    /** The digest of {@link #canonical}, by which duplicates are recognised. */
    public Sha256 hash(SourceCode source) {
        return Sha256.of(canonical(source.text()));
    }

    /** Whether {@code text} can be a whole file, as far as one can tell. */
    boolean mayBeFile(String text) {
        return !isJava() || JAVA_TYPE.matcher(text).find();
    }

    private boolean isJava() {
        return equals(JAVA);
    }
}
