package io.evoforge.secrets.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends the reading of an answer that is larger than any that Secrets Manager gives. */
final class ResponseCap implements ExecutionInterceptor {
    /** A secret has at most 64 KiB; JSON escapes may make six characters of one. */
    static final int MAX_BYTES = 512 * 1024;

    /** The answer was larger than the cap. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("the answer is larger than " + MAX_BYTES + " bytes");
        }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(Capped::new);
    }

    private static final class Capped extends FilterInputStream {
        private long left = MAX_BYTES;

        private Capped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws Exceeded {
            left -= bytes;
            if (left < 0) {
                throw new Exceeded();
            }
        }
    }
}
