package io.evoforge.llm.langchain4j;

import io.evoforge.testkit.process.ExternalProgram;
import io.evoforge.testkit.process.ListeningProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The program {@code llmock} of aimock, an imitation of the providers that we did not write, on a free loopback port. */
final class AimockServer implements AutoCloseable {
    static final String KEY = "a-key-for-nobody";

    private static final Pattern LISTENING = Pattern.compile("listening on (http://127\\.0\\.0\\.1:\\d+)");

    private final ListeningProgram program;

    private AimockServer(ListeningProgram program) {
        this.program = program;
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
        ProcessBuilder builder = new ProcessBuilder("llmock", "-p", "0", "-f", answers.toString(), "--strict");
        builder.environment().put("AIMOCK_API_KEYS", KEY);
        return new AimockServer(ListeningProgram.start(builder, LISTENING));
    }

    /** Where {@code provider} is imitated. */
    URI addressOf(ModelProvider provider) {
        URI address = program.address();
        return provider == ModelProvider.OLLAMA ? address : address.resolve("/v1");
    }

    @Override
    public void close() {
        program.close();
    }
}
