package io.evoforge.testkit.evolution;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Evidence;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.SequenceComparison;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.review.LineComment;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.review.ReviewVerdict;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.testkit.evaluation.Evaluations;
import java.time.Instant;
import java.util.List;

/** Events of every kind, with texts that are hard to keep. */
public final class RunEvents {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
    private static final String ODD_TEXT = "tab\t, quote \", backslash \\, NUL \0, umlaut ä, emoji 🤖, line\r\nend";

    private RunEvents() {}

    /** At least one event of every kind, in an order in which they could happen. */
    public static List<RunEvent> ofEveryKind() {
        SourceCode seed = new SourceCode("class Codec {} // " + ODD_TEXT);
        SourceCode better = new SourceCode("class Codec { int step = 3; }");
        Evolution first = evolution(EvolutionVersion.SEED, seed, null, 0);
        Evolution second = evolution(EvolutionVersion.SEED.next(), better, comparison(SequenceGroup.TRAINING), 2);
        return List.of(
                new RunEvent.Started("run-1", -7, "scripted", Evaluations.IDENTITY, NOON),
                new RunEvent.Evaluated(0, seed, SequenceGroup.TRAINING, measured(), NOON),
                new RunEvent.Adopted(first, NOON),
                new RunEvent.Planned(1, seed, "scripted", "edit", "prompt " + ODD_TEXT, NOON),
                new RunEvent.Replied(
                        1, 1, 0, "prompt " + ODD_TEXT, new ModelReply("", "model", new TokenUsage(1, 2, 3)), NOON),
                new RunEvent.Unusable(1, 0, "the answer is empty", NOON),
                new RunEvent.Evaluated(
                        1,
                        new SourceCode(""),
                        SequenceGroup.HELD_OUT,
                        new EvaluationOutcome.Refused(new Refusal(
                                Refusal.Stage.COMPILE,
                                "does not compile",
                                List.of(new Diagnostic(1, 2, ODD_TEXT), new Diagnostic(0, 0, "no place")))),
                        NOON),
                new RunEvent.Decided(1, new Decision(Decision.Verdict.REJECT, "does not compile", null, null), NOON),
                new RunEvent.Decided(
                        2,
                        new Decision(
                                Decision.Verdict.ADOPT,
                                "better",
                                comparison(SequenceGroup.TRAINING),
                                comparison(SequenceGroup.HELD_OUT)),
                        NOON),
                new RunEvent.Adopted(second, NOON),
                new RunEvent.ReviewFailed(second.version(), ODD_TEXT, new TokenUsage(4, 5, 6), false, NOON),
                new RunEvent.ReviewFailed(second.version(), "no key", TokenUsage.NONE, true, NOON),
                new RunEvent.Reviewed(second.version(), review(), NOON),
                new RunEvent.PublicationDelayed(EvolutionVersion.SEED, "no connection", NOON.plusSeconds(5), NOON),
                new RunEvent.PublicationDelayed(EvolutionVersion.SEED, "no permission", null, NOON),
                new RunEvent.Published(EvolutionVersion.SEED, new CommitId("0123456789".repeat(4)), NOON),
                new RunEvent.Withdrawn(
                        second.version(), List.of(second.version().next()), EvolutionVersion.SEED, ODD_TEXT, NOON),
                new RunEvent.Withdrawn(second.version(), List.of(), EvolutionVersion.SEED, "a red check", NOON),
                new RunEvent.Overtaken(
                        List.of(second.version().next()),
                        second.version(),
                        second.version().next(),
                        better,
                        second.id(),
                        new CommitId("0123456789".repeat(4)),
                        "agent 'b' " + ODD_TEXT,
                        NOON),
                new RunEvent.Overtaken(
                        List.of(),
                        EvolutionVersion.SEED,
                        second.version(),
                        seed,
                        null,
                        new CommitId("0123456789".repeat(4)),
                        "a rollback",
                        NOON));
    }

    private static ReviewReply review() {
        return new ReviewReply(
                ODD_TEXT,
                List.of("a risk", ODD_TEXT),
                ReviewVerdict.REQUEST_CHANGES,
                List.of(new LineComment(new RepositoryPath("src/Codec.java"), 3, ODD_TEXT)),
                "reviewer",
                new TokenUsage(7, 8, 9));
    }

    private static EvaluationOutcome measured() {
        return new EvaluationOutcome.Measured(
                Evaluations.withBits(SequenceGroup.TRAINING, 1), List.of(new Diagnostic(4, 5, "a warning")));
    }

    private static Comparison comparison(SequenceGroup group) {
        return new Comparison(
                group, -12.5, List.of(new SequenceComparison("street", -20), new SequenceComparison("meadow", -5)));
    }

    private static Evolution evolution(
            EvolutionVersion version,
            SourceCode source,
            @org.jspecify.annotations.Nullable Comparison comparison,
            long candidate) {
        return new Evolution(
                EvolutionId.of("run-1", version, source.sha256()),
                version,
                source,
                "What changed: " + ODD_TEXT,
                new Evidence(
                        Evaluations.withBits(SequenceGroup.TRAINING, 0.9),
                        Evaluations.withBits(SequenceGroup.HELD_OUT, 0.95),
                        comparison,
                        comparison,
                        candidate,
                        -7,
                        "scripted"),
                NOON);
    }
}
