package io.evoforge.llm.langchain4j;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.core.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;

/**
 * Keeps every answered call in a directory that a recorded proposer can play: {@code candidate-000001-attempt-0.md} is the
 * answer as it came, {@code .prompt.txt} what was asked, {@code .json} who answered, how it ended, and what it cost. Numbers of
 * calls are no names: of calls that are made at once, which number one gets depends on how fast others are. A file appears
 * whole or not at all. Safe for use by several threads.
 */
public final class CallRecorder implements CallListener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Clock clock;

    /** A recorder into {@code directory}, which is made when the first call was answered. */
    public CallRecorder(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Writes the files of one call.
     *
     * @throws ProposerException {@code RECORDING} if they cannot be written; the recording has a gap then
     */
    @Override
    public void answered(ModelCall call) {
        String name = String.format(
                Locale.ROOT,
                "candidate-%06d-attempt-%d",
                call.request().candidate(),
                call.request().attempt());
        try {
            Files.createDirectories(directory);
            write(name + ".prompt.txt", call.request().prompt());
            write(name + ".json", description(call));
            write(name + ".md", call.reply().text()); // last: where it is, the others are
        } catch (IOException e) {
            throw new ProposerException(
                    Reason.RECORDING,
                    "The answer to call " + call.request().call() + " cannot be recorded in '" + directory + "' (" + e
                            + "). Make room or the directory writable, or record nothing.",
                    e);
        }
    }

    private String description(ModelCall call) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("call", call.request().call())
                .put("candidate", call.request().candidate())
                .put("attempt", call.request().attempt())
                .put("model", call.reply().model())
                .put("ending", call.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("inputTokens", call.reply().usage().inputTokens())
                .put("outputTokens", call.reply().usage().outputTokens())
                .put("microdollars", call.reply().usage().microdollars())
                .put("usageEstimated", call.estimated())
                .put("requests", call.requests())
                .put("milliseconds", call.took().toMillis())
                .put("promptSha256", Sha256.of(call.request().prompt()).hex())
                .put("at", clock.instant().toString());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Path part = Files.createTempFile(directory, name, ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
