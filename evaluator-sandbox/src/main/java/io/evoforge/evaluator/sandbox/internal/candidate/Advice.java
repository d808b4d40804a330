package io.evoforge.evaluator.sandbox.internal.candidate;

import java.util.List;

/** Tells the author of a refused candidate what to use instead. */
final class Advice {
    private static final String OTHERWISE =
            "use only java.lang, java.util, java.util.function, java.util.stream, java.math, java.nio buffers and"
                    + " in-memory streams";

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "java.lang.System.(out|err|in)|java.io.(PrintStream|PrintWriter|Console).*",
                    "do not print or read"),
            new Rule(".*printStackTrace.*", "do not print"),
            new Rule(
                    "java.lang.System.(nanoTime|currentTimeMillis)|java.time.*|java.util.(Date|Calendar|Timer).*",
                    "the result must not depend on time"),
            new Rule(
                    ".*[rR]andom.*|java.util.UUID.*|java.util.Collections.shuffle",
                    "use java.util.Random with a fixed seed, or a formula"),
            new Rule(
                    "java.lang.System.(getenv|getProperty|getProperties|setProperty|lineSeparator)|.*get(Integer|Long|Boolean)",
                    "a codec gets everything through its parameters"),
            new Rule("java.lang.(System.(exit|halt)|Runtime|Process|Shutdown).*", "throw an exception to give up"),
            new Rule("java.lang.System.(gc|runFinalization)|.*finalize.*", "leave memory to the runtime"),
            new Rule("java.lang.System.identityHashCode|.*IdentityHashMap.*", "it differs from process to process"),
            new Rule(
                    ".*[pP]arallel.*|java.lang.(Thread|InheritableThread).*|java.util.concurrent.*|.*(wait|notify|notifyAll)",
                    "use one thread, and sequential streams"),
            new Rule(
                    "java.lang.(Class|ClassLoader|Module|StackWalker|reflect|invoke|Object.getClass).*|.*getClass",
                    "name classes and methods directly, without reflection"),
            new Rule(
                    "java.io.(File|RandomAccess|Object|Serial|Externaliz).*|java.nio.(file|channels|Mapped).*|.*allocateDirect",
                    "keep everything in arrays or in-memory streams"),
            new Rule("java.net.*|javax.*|java.security.*|java.sql.*", "a codec is calculation, nothing else"),
            new Rule("sun.*|jdk.*|com.sun.*", "internals of the runtime are not available"));

    private Advice() {}

    /** What to use instead of {@code name}, such as {@code java.lang.System.nanoTime}. */
    static String insteadOf(String name) {
        return RULES.stream()
                .filter(rule -> name.matches(rule.pattern))
                .findFirst()
                .map(rule -> rule.advice)
                .orElse(OTHERWISE);
    }

    private record Rule(String pattern, String advice) {}
}
