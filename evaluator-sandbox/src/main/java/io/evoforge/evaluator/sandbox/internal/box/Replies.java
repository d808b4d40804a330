package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.evaluator.sandbox.worker.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the head of a reply. */
final class Replies {
    private Replies() {}

    /**
     * Reads up to the result.
     *
     * @throws ChildFailure if the reply is a failure, or no reply of ours
     */
    static void requireDone(DataInputStream in) throws IOException, ChildFailure {
        int kind = in.readUnsignedByte();
        if (kind == Wire.DONE) {
            return;
        }
        if (kind != Wire.FAILED) {
            throw new ChildFailure(ChildFailure.Kind.REPORTED, "its box answered out of order");
        }
        int length = in.readInt();
        if (length < 0 || length > 4 * Wire.LONGEST_REASON) {
            throw new ChildFailure(ChildFailure.Kind.REPORTED, "its box answered out of order");
        }
        throw new ChildFailure(
                ChildFailure.Kind.REPORTED, new String(Wire.readExactly(in, length), StandardCharsets.UTF_8));
    }
}
