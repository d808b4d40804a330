package io.evoforge.engine;

import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a listener throws away from the run. */
record SafeListener(EngineListener listener) implements EngineListener {
    private static final System.Logger LOG = System.getLogger(SafeListener.class.getName());

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.log(System.Logger.Level.WARNING, "a listener of the run failed; the run goes on", e);
        }
    }

    @Override
    public void candidateStarted(long candidate, String proposer) {
        safely(() -> listener.candidateStarted(candidate, proposer));
    }

    @Override
    public void replyUnusable(long candidate, int attempt, String reason) {
        safely(() -> listener.replyUnusable(candidate, attempt, reason));
    }

    @Override
    public void candidateDecided(long candidate, String summary, Decision decision) {
        safely(() -> listener.candidateDecided(candidate, summary, decision));
    }

    @Override
    public void adopted(Evolution evolution) {
        safely(() -> listener.adopted(evolution));
    }

    @Override
    public void published(EvolutionVersion version, CommitId commit) {
        safely(() -> listener.published(version, commit));
    }

    @Override
    public void publicationDelayed(EvolutionVersion version, String reason, @Nullable Instant nextTry) {
        safely(() -> listener.publicationDelayed(version, reason, nextTry));
    }

    @Override
    public void withdrawn(
            EvolutionVersion version, List<EvolutionVersion> descendants, EvolutionVersion champion, String reason) {
        safely(() -> listener.withdrawn(version, descendants, champion, reason));
    }

    @Override
    public void reviewed(EvolutionVersion version, ReviewReply reply) {
        safely(() -> listener.reviewed(version, reply));
    }

    @Override
    public void reviewFailed(EvolutionVersion version, String reason) {
        safely(() -> listener.reviewFailed(version, reason));
    }

    @Override
    public void overtaken(EvolutionVersion version, String author, List<EvolutionVersion> overtaken) {
        safely(() -> listener.overtaken(version, author, overtaken));
    }

    @Override
    public void proposerSetAside(String proposer, String reason, @Nullable Instant until) {
        safely(() -> listener.proposerSetAside(proposer, reason, until));
    }

    @Override
    public void waiting(String reason, Instant nextTry) {
        safely(() -> listener.waiting(reason, nextTry));
    }

    @Override
    public void progress(RunProgress progress) {
        safely(() -> listener.progress(progress));
    }
}
