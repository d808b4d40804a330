package io.evoforge.app.command;

import io.evoforge.app.demo.LocalRemote;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.FileMode;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.github.SimulatedGitHub;
import io.evoforge.testkit.github.SimulatedRepository;
import io.evoforge.testkit.versioncontrol.BareGitRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Repositories on the simulated GitHub, and runs that deliver two versions there by pull request. */
final class DeliveryFixture {
    static final BranchName MAIN = new BranchName("main");

    private final Path directory;
    private final SimulatedGitHub github;
    private final Path recording;
    private final Path clip;

    /** Files of the runs go to {@code directory}. */
    DeliveryFixture(Path directory, SimulatedGitHub github) throws IOException {
        this.directory = directory;
        this.github = github;
        this.recording = Files.createDirectory(directory.resolve("recording"));
        Files.write(recording.resolve("001.md"), resource("recording/003.md"));
        Files.write(recording.resolve("002.md"), resource("recording/001.md")); // changes lines of the seed
        this.clip = TestClip.write(directory.resolve("clip.y4m"));
    }

    /** A repository with a README, in which grace can be asked for a review. */
    SimulatedRepository repository(String name) {
        SimulatedRepository repository = github.createRepository("acme", name);
        repository.addReviewer("grace");
        BareGitRepository.at(repository.directory())
                .commit(
                        MAIN,
                        new FileChange.Put(
                                new RepositoryPath("README.md"), FileContent.ofText("A codec.\n"), FileMode.REGULAR));
        return repository;
    }

    /** A configuration whose versions go through pull requests of {@code repository}. */
    Path configuration(SimulatedRepository repository) throws IOException {
        String name = repository.fullName().replace('/', '-');
        Path credentials = Files.writeString(
                directory.resolve(name + "-credentials"),
                "username = ada\ntoken = %s\nemail = ada@example.org\nrepo = %s\n"
                        .formatted(github.accounts().classicToken("ada"), github.repositoryUrl(repository)));
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(directory.resolve(name + ".yaml"), """
            state.directory: "%s"
            proposer: {kind: recorded, recording: "%s"}
            video.files: ["%s"]
            evaluator: {allow-push-below-full: true, qualities: [20, 40, 60, 80]}
            gate: {mean-bd-rate-percent: -0.5, worst-bd-rate-percent: 50}
            credentials: {sources: file, file: "%s", github-api: "%s"}
            commit:
              strategy: github-git-data
              remote: "%s"
              tags: every-version
              drain-time: 5m
              github-write-gap: 0.01s
              pull-request-reviewers: [grace]
            delivery:
              policy: pull-request
              merge: merge
              branch-pattern: "codec/{version}"
              title: "Codec {version}: {improvement}"
              body: "{summary}\\\\n\\\\n{metrics}\\\\nProposed by {proposer}, candidate {candidate}."
              required-checks: [build]
              poll: 0.1s
            """.formatted(
                        directory.resolve(name + "-state"),
                        recording,
                        clip,
                        credentials,
                        github.apiUrl(),
                        github.repositoryUrl(repository)));
    }

    /** What the first candidate of the runs was made from, and no more. */
    Path recordingOfOneReply(Path target) throws IOException {
        Files.copy(recording.resolve("001.md"), Files.createDirectory(target).resolve("001.md"));
        return target;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LocalRemote.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
