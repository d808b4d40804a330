package io.evoforge.testkit.aws;

import io.evoforge.testkit.process.ExternalProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program {@code moto_server}, which imitates Amazon's services, on a free port of the loopback address; and the AWS
 * command line as its user.
 */
public final class MotoServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts the server, with nothing in it.
     *
     * <p>Skips the calling test if the program is missing; see {@link ExternalProgram#requireUnlessOptional}.
     */
    public static MotoServer start() {
        ExternalProgram.requireUnlessOptional("moto_server", "pip install 'moto[server]'");
        try {
            Process process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            while (line != null) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "moto-output");
                    drain.setDaemon(true);
                    drain.start();
                    return new MotoServer(process, URI.create(listening.group(1)));
                }
                line = output.readLine();
            }
            throw new IllegalStateException("moto_server ended before it listened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the services are. */
    public URI endpoint() {
        return endpoint;
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
                new ArrayList<>(List.of("aws", "--endpoint-url", endpoint.toString(), "--region", "us-east-1"));
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
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
