package io.evoforge.vcs.message;

/**
 * Something that a commit says, beside what a new measurement says.
 *
 * @param name what it is, such as {@code training clip q20 bytes}
 * @param committed as the commit has it, {@code -} if it is missing there
 * @param measured as the commit would have it after the new measurement
 * @param verdict what follows
 */
public record CheckedFigure(String name, String committed, String measured, Verdict verdict) {
    /** What comparing the two has shown. */
    public enum Verdict {
        /** The same, to the last digit that the commit has. */
        AGREES,
        /** Not the same, or missing in the commit. */
        DIFFERS,
        /** There was nothing to compare with. */
        NOT_CHECKED
    }

    /** Agrees if the two are the same text. */
    public static CheckedFigure of(String name, String committed, String measured) {
        return new CheckedFigure(
                name, committed, measured, committed.equals(measured) ? Verdict.AGREES : Verdict.DIFFERS);
    }

    /** What could not be compared, and why. */
    public static CheckedFigure notChecked(String name, String committed, String why) {
        return new CheckedFigure(name, committed, why, Verdict.NOT_CHECKED);
    }
}
