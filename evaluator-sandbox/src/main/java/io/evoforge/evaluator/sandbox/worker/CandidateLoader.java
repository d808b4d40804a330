package io.evoforge.evaluator.sandbox.worker;

import io.evoforge.core.video.VideoCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines the candidate's classes, and lets them see the Java platform and the codec seam, nothing else of us. */
final class CandidateLoader extends ClassLoader {
    private static final String SEAM = VideoCodec.class.getPackageName();

    private final Map<String, byte[]> classes;

    /** A loader for {@code classes}, by binary name. */
    CandidateLoader(Map<String, byte[]> classes) {
        super("candidate", ClassLoader.getPlatformClassLoader());
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // The platform holds more than the language's own packages, and no codec needs the rest.
        if (name.startsWith("java.") || classes.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && name.substring(0, dot).equals(SEAM)) {
            return Class.forName(name, false, VideoCodec.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte @Nullable [] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
