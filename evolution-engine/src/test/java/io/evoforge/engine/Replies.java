package io.evoforge.engine;

import io.evoforge.core.source.SourceCode;

/** Answers of a model for tests; the evaluator of the test kit reads its results from marks in the source. */
final class Replies {
    static final SourceCode SEED = new SourceCode(source("seed bits=1"));

    private Replies() {}

    /** A whole file whose marks are {@code marks}. */
    static String file(String marks) {
        return "Try " + marks + "\n\n```java\n" + source(marks) + "```\n";
    }

    /** An edit that changes the marks {@code before} into {@code after}. */
    static String edit(String before, String after) {
        return "Edit to " + after + "\n\n<<<<<<< SEARCH\n" + line(before) + "\n=======\n" + line(after)
                + "\n>>>>>>> REPLACE\n";
    }

    static String source(String marks) {
        return "package codec;\n\npublic class Codec {\n" + line(marks) + "\n}\n";
    }

    private static String line(String marks) {
        return "    static final String MARKS = \"" + marks + "\";";
    }
}
