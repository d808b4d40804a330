package io.evoforge.vcs.github;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client with the two bounds that it lacks: a deadline that also holds for an answer that dribbles, and a cap
 * on the size of the answer. Follows no redirect by itself.
 */
final class BoundedHttp {
    private final Duration deadline;
    private final int maximumBytes;
    private @Nullable HttpClient client;

    BoundedHttp(Duration deadline, int maximumBytes) {
        this.deadline = deadline;
        this.maximumBytes = maximumBytes;
    }

    /** Made when it is needed: its certificates cost a short-lived process, such as one that tells a status, much of its time. */
    private synchronized HttpClient client() {
        if (client == null) {
            // HTTP/2 in the clear is negotiated by an upgrade that many a gateway breaks; one request at a time needs
            // none
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(deadline)
                    .build();
        }
        return client;
    }

    /**
     * Sends one request, once.
     *
     * @throws GitHubFault if there is no whole answer within the bounds; the request may have had its effect
     */
    ApiResponse exchange(ApiRequest request) {
        byte[] body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(deadline)
                .method(
                        request.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        request.headers().forEach(builder::header);
        CompletableFuture<HttpResponse<byte[]>> future =
                client().sendAsync(builder.build(), info -> new CappedBody(maximumBytes));
        try {
            HttpResponse<byte[]> response = future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return new ApiResponse(response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw late(e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw GitHubFault.lost("the call was cancelled", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        }
    }

    private GitHubFault failed(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof HttpTimeoutException) {
                return late(cause); // the client's own watch was quicker than ours
            }
            if (t instanceof TooLarge) {
                return new GitHubFault(
                        GitHubFault.Kind.PROTOCOL, 0, "the answer is larger than " + maximumBytes + " bytes", cause);
            }
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return GitHubFault.lost(reason, cause);
    }

    private GitHubFault late(Throwable cause) {
        return GitHubFault.lost("no whole answer came within " + deadline.toMillis() + " ms", cause);
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Collects the answer and gives up as soon as it is too large. */
    private static final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final int maximumBytes;
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private final List<ByteBuffer> received = new ArrayList<>();
        private int size;
        private Flow.@Nullable Subscription subscription;

        CappedBody(int maximumBytes) {
            this.maximumBytes = maximumBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
                if (size > maximumBytes) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    received.clear();
                    result.completeExceptionally(new TooLarge());
                    return;
                }
                received.add(buffer);
            }
        }

        @Override
        public void onError(Throwable throwable) {
            result.completeExceptionally(throwable);
        }

        @Override
        public void onComplete() {
            byte[] body = new byte[size];
            int at = 0;
            for (ByteBuffer buffer : received) {
                int length = buffer.remaining();
                buffer.get(body, at, length);
                at += length;
            }
            result.complete(body);
        }
    }
}
