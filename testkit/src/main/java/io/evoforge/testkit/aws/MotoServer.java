package io.evoforge.testkit.aws;

import io.evoforge.testkit.process.ExternalProgram;
import io.evoforge.testkit.process.ListeningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The program {@code moto_server}, which imitates Amazon's services, on a free port of the loopback address; and the AWS
 * command line as its user.
 */
public final class MotoServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final long LIMIT_SECONDS = 60;

    private final ListeningProgram program;

    private MotoServer(ListeningProgram program) {
        this.program = program;
    }

    /**
     * Starts the server, with nothing in it.
     *
     * <p>Skips the calling test if the program is missing; see {@link ExternalProgram#requireUnlessOptional}.
     */
    public static MotoServer start() {
        ExternalProgram.requireUnlessOptional("moto_server", "pip install 'moto[server]'");
        return new MotoServer(
                ListeningProgram.start(new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0"), LISTENING));
    }

    /** Where the services are. */
    public URI endpoint() {
        return program.address();
    }

    /**
     * What the AWS command line prints about {@code arguments}, such as {@code secretsmanager list-secrets}. It must end
     * with code 0 within a minute.
     *
     * <p>Skips the calling test if the program is missing; see {@link ExternalProgram#require}.
     */
    public String aws(String... arguments) {
        ExternalProgram.require("aws", "the Debian package awscli");
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", endpoint().toString(), "--region", "us-east-1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        try {
            Process aws = builder.start();
            String output = new String(aws.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!aws.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || aws.exitValue() != 0) {
                aws.destroyForcibly();
                throw new AssertionError(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the AWS command line ran", e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
