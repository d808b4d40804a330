package io.evoforge.core.evaluation;

/**
 * One message about a place in a candidate's source.
 *
 * @param line from 1, or 0 if the message has no place
 * @param column from 1, or 0 if the message has no place
 * @param message what is wrong there
 */
public record Diagnostic(int line, int column, String message) {
    public Diagnostic {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line and column count from 1 but were " + line + ", " + column);
        }
    }

    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ", column " + column + ": " + message;
    }
}
