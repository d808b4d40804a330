package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ConfigLoader;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.testkit.MutableClock;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import io.evoforge.vcs.github.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A simulated GitHub, and the application in front of it as a configuration file alone makes it. */
final class GitHubByConfiguration implements AutoCloseable {
    static final BranchName MAIN = new BranchName("main");

    final MutableClock clock = new MutableClock(Instant.parse("2026-05-04T10:00:00Z"));
    final SimulatedGitHub github;
    final SimulatedRepository repository;
    final BareGitRepository git;
    private final Path directory;

    GitHubByConfiguration(Path directory) {
        this.directory = directory;
        github = SimulatedGitHub.start(directory, clock);
        repository = github.createRepository("acme", "codec");
        git = BareGitRepository.at(repository.directory());
        String token = github.accounts().classicToken("ada");
        write("credentials", """
                username = ada
                token = %s
                email = ada@example.org
                repo = %s
                """.formatted(token, github.repositoryUrl(repository)));
    }

    /** The configuration with these keys beside those that name the simulated GitHub. */
    AppConfig config(String strategy, String state, Map<String, String> more) {
        Map<String, String> keys = new TreeMap<>(Map.of(
                "commit.strategy", strategy,
                "commit.remote", github.repositoryUrl(repository).toString(),
                "commit.tags", "none",
                "state.directory", directory.resolve(state).toString(),
                "credentials.sources", "file",
                "credentials.file", directory.resolve("credentials").toString(),
                "credentials.github-api", github.apiUrl().toString()));
        keys.putAll(more);
        StringBuilder yaml = new StringBuilder();
        keys.forEach(
                (key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        return ConfigLoader.load(write("evoforge.yaml", yaml.toString()), Map.of(), Map.of());
    }

    /** The application for {@code config}, waiting in virtual time. */
    Session session(AppConfig config) {
        return new Session(config, new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(clock);
                bind(Pause.class).toInstance(clock::advance);
            }
        });
    }

    private Path write(String name, String text) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        github.close();
    }
}
