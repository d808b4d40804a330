package io.evoforge.app.wiring;

import com.google.inject.ProvisionException;
import java.util.function.Supplier;

/** Takes from the container what an adapter throws while it is made, in place of the container's wrapping of it. */
final class Provided {
    private Provided() {}

    /** What {@code part} gives; it may ask providers. */
    static <T> T by(Supplier<T> part) {
        try {
            return part.get();
        } catch (ProvisionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
