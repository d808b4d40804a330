package io.evoforge.llm.langchain4j;

import io.evoforge.testkit.process.ExternalProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code llmock} of aimock, an imitation of the providers that we did not write, on a free loopback port. */
final class AimockServer implements AutoCloseable {
    static final String KEY = "a-key-for-nobody";

    private static final Pattern LISTENING = Pattern.compile("listening on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI address;

    private AimockServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the server, which knows {@link #KEY}.
     *
     * <p>Skips the calling test if the program is missing; see {@link ExternalProgram#requireUnlessOptional}.
     *
     * @param answers the file with what is asked and answered
     */
    static AimockServer start(Path answers) {
        ExternalProgram.requireUnlessOptional("llmock", "npm install @copilotkit/aimock");
        ProcessBuilder builder =
                new ProcessBuilder("llmock", "-p", "0", "-f", answers.toString(), "--strict").redirectErrorStream(true);
        builder.environment().put("AIMOCK_API_KEYS", KEY);
        try {
            Process process = builder.start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "aimock-output");
                    drain.setDaemon(true);
                    drain.start();
                    return new AimockServer(process, URI.create(listening.group(1)));
                }
            }
            throw new IllegalStateException("llmock ended before it listened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where {@code provider} is imitated. */
    URI addressOf(ModelProvider provider) {
        return provider == ModelProvider.OLLAMA ? address : address.resolve("/v1");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
