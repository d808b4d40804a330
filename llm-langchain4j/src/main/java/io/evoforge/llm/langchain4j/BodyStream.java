package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ProposerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read while it comes: ends at a deadline also when bytes dribble, at a cap on its size, and at once
 * when the reading thread is interrupted. The JDK's own stream keeps none of the three.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
    /** How many pieces may wait to be read; the sender is asked for one more when one was read. */
    private static final int AHEAD = 16;

    private final Deadline deadline;
    private final long maximumBytes;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private volatile boolean closed;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private long size;
    private boolean ended;
    private @Nullable ModelFault fault;

    /** Bytes, or the end: orderly without a failure. */
    private record Piece(
            List<ByteBuffer> buffers,
            boolean last,
            @Nullable Throwable failure) {}

    BodyStream(Deadline deadline, long maximumBytes) {
        this.deadline = deadline;
        this.maximumBytes = maximumBytes;
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription.set(newSubscription);
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    /** Why reading ended before the body did, or null. */
    @Nullable
    ModelFault fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (!current.hasRemaining()) {
            if (ended) {
                return -1;
            }
            next();
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    private void next() throws IOException {
        if (deadline.isOver()) { // also while bytes keep coming
            throw stop(deadline.passed());
        }
        Piece piece;
        try {
            piece = pieces.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(ModelFault.unreachable("the call was cancelled", e));
            throw new InterruptedIOException("the call was cancelled");
        }
        if (piece == null) {
            throw stop(deadline.passed());
        }
        if (piece.failure() != null) {
            throw stop(ModelFault.unreachable("the connection broke in the middle of the answer", piece.failure()));
        }
        ended = piece.last();
        current = joined(piece.buffers());
        size += current.remaining();
        if (size > maximumBytes) {
            throw stop(
                    ModelFault.lasting(Reason.PROTOCOL, "the answer is larger than " + maximumBytes + " bytes", null));
        }
        if (!ended) {
            Objects.requireNonNull(subscription.get()).request(1);
        }
    }

    private static ByteBuffer joined(List<ByteBuffer> buffers) {
        if (buffers.size() == 1) {
            return buffers.get(0);
        }
        ByteBuffer all = ByteBuffer.allocate(
                buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(all::put);
        return all.flip();
    }

    private IOException stop(ModelFault why) {
        fault = why;
        close();
        return new IOException(why.getMessage(), why);
    }

    /** Ends the transfer; what was not read is dropped. */
    @Override
    public void close() {
        closed = true;
        ended = true;
        current = ByteBuffer.allocate(0);
        Flow.Subscription known = subscription.get();
        if (known != null) {
            known.cancel();
        }
    }
}
