package io.evoforge.engine;

import io.evoforge.core.credentials.CredentialSource;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.RepositoryUrl;
import io.evoforge.core.credentials.Secret;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.engine.publishing.PublisherPublications;
import io.evoforge.store.sqlite.SqliteEvolutionStore;
import io.evoforge.testkit.evaluation.MarkedSourceEvaluator;
import io.evoforge.testkit.proposal.ScriptedProposer;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.TagRule;
import io.evoforge.vcs.jgit.JGitSettings;
import io.evoforge.vcs.jgit.JGitVersionControl;
import io.evoforge.vcs.message.AgentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One of several agents on one branch, in a process of its own: real store, real repository, a stub model. */
final class AgentRun {
    private AgentRun() {}

    /** Arguments: directory of its own, name of the agent, a file that says when it is enough, remote, user, password. */
    public static void main(String[] arguments) {
        Path own = Path.of(arguments[0]);
        String name = arguments[1];
        Path enough = Path.of(arguments[2]);
        RepositoryUrl remote = new RepositoryUrl(arguments[3]);
        Backlog backlog = new Backlog();
        try (EvolutionStore store = SqliteEvolutionStore.open(own.resolve("state"));
                JGitVersionControl repository = new JGitVersionControl(
                        JGitSettings.remote(own.resolve("git"), remote),
                        new FixedCredentials(new GitCredentials(
                                arguments[4], new Secret(arguments[5]), "agent@example.org", remote)),
                        Clock.systemUTC())) {
            PublisherSettings publishing = PublisherSettings.DEFAULT
                    .withStrategy(CommitStrategy.PUSH)
                    .withTags(TagRule.EVERY_VERSION)
                    .withAgent(new AgentName(name));
            EvolutionEngine engine = EvolutionEngine.builder(
                            settings(name),
                            List.of(proposer(backlog)),
                            new MarkedSourceEvaluator(),
                            store,
                            new PublisherPublications(
                                    new EvolutionPublisher(repository, publishing, Clock.systemUTC()),
                                    Duration.ofMillis(200)))
                    .listener(backlog)
                    .build();
            RunReport report = engine.run(RunLimits.ofCandidates(10));
            while (!Files.exists(enough)) {
                report = engine.run(RunLimits.ofCandidates(report.progress().decided() + 10));
            }
            System.out.println("pending " + report.pending());
        }
    }

    /** Thinks about as long as a push takes, as a model does at least, however slow this machine is. */
    private static CandidateProposer proposer(Backlog backlog) {
        return new ScriptedProposer("stub model", TokenUsage.NONE, request -> {
            SplittableRandom random = new SplittableRandom(request.seed() + request.attempt());
            backlog.awaitEmpty();
            LockSupport.parkNanos(random.nextLong(3 * backlog.lastPush));
            double bits = Double.parseDouble(request.parent().text().replaceAll("(?s).*bits=([0-9.]+).*", "$1"));
            double factor = 0.9 + 0.2 * random.nextDouble();
            return Optional.of(Replies.file(String.format(Locale.ROOT, "bits=%.9f", bits * factor)));
        });
    }

    /** Versions that wait for their publication. */
    private static final class Backlog implements EngineListener {
        private final Set<EvolutionVersion> waiting = new HashSet<>();
        private long adoptedAt;

        /** How long the last publication took, in nanoseconds. */
        volatile long lastPush = 100_000_000;

        @Override
        public synchronized void adopted(Evolution evolution) {
            if (!evolution.isSeed()) {
                waiting.add(evolution.version());
                adoptedAt = System.nanoTime();
            }
        }

        @Override
        public synchronized void published(EvolutionVersion version, CommitId commit) {
            if (waiting.remove(version)) {
                lastPush = System.nanoTime() - adoptedAt;
            }
            notifyAll();
        }

        @Override
        public synchronized void overtaken(EvolutionVersion version, String author, List<EvolutionVersion> overtaken) {
            waiting.removeAll(overtaken);
            notifyAll();
        }

        synchronized void awaitEmpty() {
            try {
                while (!waiting.isEmpty()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static EngineSettings settings(String name) {
        EngineSettings killed = KilledRun.settings();
        EngineSettings own = EngineSettings.of("run of " + name, name.hashCode(), killed.origin());
        return own.withConcurrency(new Concurrency(4, 2, 2)).withPatience(killed.patience());
    }

    private record FixedCredentials(GitCredentials credentials) implements CredentialSource {
        @Override
        public Optional<GitCredentials> find(RepositoryUrl repository) {
            return Optional.of(credentials);
        }

        @Override
        public Optional<GitCredentials> refresh(GitCredentials rejected) {
            return Optional.empty();
        }
    }
}
