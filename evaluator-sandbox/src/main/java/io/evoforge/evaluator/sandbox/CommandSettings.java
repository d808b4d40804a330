package io.evoforge.evaluator.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How candidates are measured by commands. Exactly one of the two gets the candidate's source, as an argument
 * {@link BoxedCommand#SOURCE}:
 *
 * <ul>
 *   <li>the candidate's own command. The judge asks for runs of it and sees what they print; every run is a process in a
 *       fresh box of its own, which cannot reach the judge or its report;
 *   <li>or the judge, if there is no such command. It then runs the candidate itself, so that a candidate may forge what the
 *       judge reports; that is never called {@code FULL}.
 * </ul>
 *
 * @param judge what measures and reports
 * @param candidate what runs a candidate; each run adds arguments of the judge's
 * @param sourceFileName name of the source file, such as {@code codec.py}, so that tools know its kind
 */
public record CommandSettings(BoxedCommand judge, @Nullable BoxedCommand candidate, String sourceFileName) {
    public CommandSettings {
        if (candidate == null && !judge.namesSource()) {
            throw new IllegalArgumentException("nothing runs the candidate: the command has no argument '"
                    + BoxedCommand.SOURCE + "', and there is no command for the candidate");
        }
        if (candidate != null && !candidate.namesSource()) {
            throw new IllegalArgumentException("the candidate's command needs the argument '" + BoxedCommand.SOURCE
                    + "', the file to run, but was " + candidate.words());
        }
        if (candidate != null && judge.namesSource()) {
            throw new IllegalArgumentException("the candidate has a command of its own, so the judge must not get '"
                    + BoxedCommand.SOURCE + "' as well: whoever loads a candidate can be lied to by it");
        }
        if (candidate != null && candidate.words().contains(BoxedCommand.GROUP)) {
            throw new IllegalArgumentException("the candidate's command must not get '" + BoxedCommand.GROUP
                    + "': a candidate that knows where it is judged can do better there");
        }
        if (!sourceFileName.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException(
                    "the source file needs a plain name such as 'codec.py' but was '" + sourceFileName + "'");
        }
    }
}
