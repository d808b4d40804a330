package io.evoforge.engine;

import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what a run tells, in short. */
final class RecordingListener implements EngineListener {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private Consumer<String> alsoTold = line -> {};

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Calls {@code action} at each line, in the run's thread. */
    RecordingListener andThen(Consumer<String> action) {
        alsoTold = action;
        return this;
    }

    private void add(String line) {
        lines.add(line);
        alsoTold.accept(line);
    }

    @Override
    public void candidateStarted(long candidate, String proposer) {
        add("start " + candidate);
    }

    @Override
    public void replyUnusable(long candidate, int attempt, String reason) {
        add("unusable " + candidate + "." + attempt);
    }

    @Override
    public void candidateDecided(long candidate, String summary, Decision decision) {
        add(decision.verdict().name().toLowerCase(java.util.Locale.ROOT) + " " + candidate + ": " + decision.reason());
    }

    @Override
    public void adopted(Evolution evolution) {
        add("adopted " + evolution.version());
    }

    @Override
    public void published(EvolutionVersion version, CommitId commit) {
        add("published " + version);
    }

    @Override
    public void publicationDelayed(EvolutionVersion version, String reason, @Nullable Instant nextTry) {
        add("delayed " + version + (nextTry == null ? " for a person: " : ": ") + reason);
    }

    @Override
    public void withdrawn(
            EvolutionVersion version, List<EvolutionVersion> descendants, EvolutionVersion champion, String reason) {
        add("withdrawn " + version + " with " + descendants + ", back to " + champion + ": " + reason);
    }

    @Override
    public void reviewed(EvolutionVersion version, ReviewReply reply) {
        add("reviewed " + version + ": " + reply.verdict());
    }

    @Override
    public void reviewFailed(EvolutionVersion version, String reason) {
        add("not reviewed " + version + ": " + reason);
    }

    @Override
    public void proposerSetAside(String proposer, String reason, @Nullable Instant until) {
        add("aside " + proposer + (until == null ? "" : " for a while") + ": " + reason);
    }

    @Override
    public void waiting(String reason, Instant nextTry) {
        add("waiting: " + reason);
    }
}
