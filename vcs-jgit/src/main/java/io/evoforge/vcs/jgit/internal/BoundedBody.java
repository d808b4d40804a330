package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read while it arrives: no longer than the deadline, however slowly it drips, and no more than
 * the cap. At most one portion is held at a time.
 */
final class BoundedBody extends InputStream implements BodySubscriber<InputStream> {
    private static final List<ByteBuffer> END = List.of();

    private final Deadline deadline;
    private final long maximumBytes;
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> portion = new ArrayDeque<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private long received;
    private boolean ended;

    BoundedBody(Deadline deadline, long maximumBytes) {
        this.deadline = deadline;
        this.maximumBytes = maximumBytes;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        if (subscription.complete(offered)) {
            offered.request(1);
        } else {
            offered.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(failure);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        ByteBuffer buffer = next();
        return buffer == null ? -1 : buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /** A buffer with something in it, or null at the end. */
    private @Nullable ByteBuffer next() throws IOException {
        while (!ended) {
            ByteBuffer buffer = portion.peek();
            if (buffer != null && buffer.hasRemaining()) {
                return buffer;
            }
            if (portion.poll() == null) {
                await();
            }
        }
        return null;
    }

    private void await() throws IOException {
        Object item;
        try {
            item = arrived.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new RemoteFault(Reason.UNREACHABLE, "the call was interrupted");
        }
        if (item == null || deadline.hasPassed()) {
            close();
            throw new RemoteFault(Reason.UNREACHABLE, "the answer did not end within " + deadline.allowed());
        }
        if (item instanceof Throwable failure) {
            close();
            throw new RemoteFault(Reason.UNREACHABLE, "the connection broke: " + describe(failure));
        }
        if (item == END) {
            ended = true;
            return;
        }
        accept(item);
    }

    @SuppressWarnings("unchecked") // the queue holds failures and what onNext has put there
    private void accept(Object item) throws IOException {
        for (ByteBuffer buffer : (List<ByteBuffer>) item) {
            received += buffer.remaining();
            portion.add(buffer);
        }
        if (received > maximumBytes) {
            close();
            throw new RemoteFault(Reason.PROTOCOL, "the answer is larger than " + maximumBytes + " bytes");
        }
        subscription.join().request(1);
    }

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        ended = true;
        if (subscription.isDone()) {
            subscription.join().cancel();
        }
    }
}
