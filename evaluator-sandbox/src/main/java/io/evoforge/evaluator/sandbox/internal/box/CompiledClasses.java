package io.evoforge.evaluator.sandbox.internal.box;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the compiler made of a candidate. Never loaded in this process.
 *
 * <p>A class and not a record, because it holds arrays; they are not to be changed.
 */
public final class CompiledClasses {
    private final String className;
    private final Map<String, byte[]> classFiles;

    /**
     * A candidate.
     *
     * @param className the class that has to be the codec
     * @param classFiles all its classes, by binary name
     */
    public CompiledClasses(String className, Map<String, byte[]> classFiles) {
        this.className = className;
        this.classFiles = Collections.unmodifiableMap(new LinkedHashMap<>(classFiles));
    }

    /** Binary name of the class that has to be the codec. */
    public String className() {
        return className;
    }

    /** Class files by binary name, in the compiler's order. */
    public Map<String, byte[]> classFiles() {
        return classFiles;
    }
}
