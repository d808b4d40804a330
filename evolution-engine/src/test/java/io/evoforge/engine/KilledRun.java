package io.evoforge.engine;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.publishing.Publication;
import io.evoforge.engine.publishing.Publications;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.proposal.ScriptedProposer;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A run in a process of its own, to be killed: real store, real repository, a stub model and a slow evaluator that write
 * down every call before they do it.
 */
final class KilledRun {
    private KilledRun() {}

    /** Arguments: directory, number of candidates, seed of the faults of the remote, their share in percent. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        long candidates = Long.parseLong(arguments[1]);
        SplittableRandom faults = new SplittableRandom(Long.parseLong(arguments[2]));
        int percent = Integer.parseInt(arguments[3]);
        RepositoryUrl remote =
                new RepositoryUrl(directory.resolve("remote.git").toUri().toString());
        try (EvolutionStore store = SqliteEvolutionStore.open(directory.resolve("state"));
                JGitVersionControl repository = new JGitVersionControl(
                        JGitSettings.remote(directory.resolve("git"), remote),
                        new NoCredentials(),
                        Clock.systemUTC())) {
            Publications publications = new PublisherPublications(new EvolutionPublisher(
                    repository, PublisherSettings.DEFAULT.withStrategy(CommitStrategy.PUSH), Clock.systemUTC()));
            EvolutionEngine.builder(
                            settings(),
                            List.of(proposer(line -> note(directory, line))),
                            new NotingEvaluator(new MarkedSourceEvaluator(), directory),
                            store,
                            evolution -> faulty(publications, evolution, faults, percent))
                    .build()
                    .run(RunLimits.ofCandidates(candidates));
        }
    }

    static EngineSettings settings() {
        return EngineSettings.of("killed-run", 42, RunOrigin.seed(Replies.SEED))
                .withConcurrency(new Concurrency(4, 2, 2))
                .withPatience(new Patience(
                        new Pauses(Duration.ofMillis(1), Duration.ofMillis(10)),
                        new Pauses(Duration.ofMillis(1), Duration.ofMillis(50)),
                        5,
                        Duration.ofMinutes(2)));
    }

    /** Answers by the request's seed and parent alone. */
    static CandidateProposer proposer(Consumer<String> log) {
        return new ScriptedProposer("stub model", TokenUsage.NONE, request -> {
            log.accept("call " + request.candidate() + "." + request.attempt());
            LockSupport.parkNanos(3_000_000);
            return Optional.of(answer(request));
        });
    }

    private static String answer(ProposalRequest request) {
        SplittableRandom random = new SplittableRandom(request.seed() + request.attempt());
        if (random.nextInt(10) == 0) {
            return "I have no idea.";
        }
        double bits = Double.parseDouble(request.parent().text().replaceAll("(?s).*bits=([0-9.]+).*", "$1"));
        double factor = 0.93 + 0.37 * random.nextDouble();
        return Replies.file(String.format(Locale.ROOT, "bits=%.9f", bits * factor));
    }

    private static Publication faulty(
            Publications publications, Evolution evolution, SplittableRandom faults, int percent) {
        int dice = faults.nextInt(100);
        if (dice < percent / 2) {
            return new Publication.Delayed("the remote fails before it does anything");
        }
        Publication publication = publications.publish(evolution);
        return dice < percent ? new Publication.Delayed("the remote's reply was lost") : publication;
    }

    private static void note(Path directory, String line) {
        try {
            Files.writeString(
                    directory.resolve("calls.log"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record NotingEvaluator(CodecEvaluator evaluator, Path directory) implements CodecEvaluator {
        @Override
        public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
            note(directory, "evaluation " + source.sha256() + " " + group);
            LockSupport.parkNanos(4_000_000);
            return evaluator.evaluate(source, group);
        }

        @Override
        public EvaluatorIdentity identity() {
            return evaluator.identity();
        }
    }

    private static final class NoCredentials implements CredentialSource {
        @Override
        public Optional<GitCredentials> find(RepositoryUrl repository) {
            return Optional.empty();
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return Optional.empty();
        }
    }
}
