package io.evoforge.vcs.message;

import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a version was measured, read back from the trailers of its commit.
 *
 * @param evaluator name and version of what measured
 * @param settings digest of the settings it measured with
 * @param headlinePsnrDb the PSNR-Y, in dB, at which bitrate and compression ratio are quoted
 * @param training the training sequences
 * @param heldOut the held-out sequences
 */
public record RecordedEvidence(
        String evaluator,
        String settings,
        double headlinePsnrDb,
        List<RecordedSequence> training,
        List<RecordedSequence> heldOut) {
    private static final Pattern EVALUATOR = Pattern.compile("(.+); settings (\\S+)");
    private static final Pattern HEADLINE = Pattern.compile("([0-9]{1,3}\\.[0-9]) dB");
    private static final Pattern SEQUENCES = Pattern.compile("training (.+); held out (.+)");
    private static final Pattern SEQUENCE = Pattern.compile("(.+?) ([0-9a-f]{12})(?:, |$)");

    public RecordedEvidence {
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * A sequence as a commit names it.
     *
     * @param name for a person
     * @param shortSha256 the first 12 digits of the digest of its frames
     */
    public record RecordedSequence(String name, String shortSha256) {}

    /** The sequences of {@code group}. */
    public List<RecordedSequence> of(SequenceGroup group) {
        return group == SequenceGroup.TRAINING ? training : heldOut;
    }

    /** Empty if a trailer is missing, malformed or given twice, as in a rollback, which measures nothing. */
    public static Optional<RecordedEvidence> read(CommitSummary commit) {
        List<Trailer> trailers = Trailer.in(commit.message());
        Matcher evaluator = matcher(EVALUATOR, trailers, CommitMessage.EVALUATOR);
        Matcher headline = matcher(HEADLINE, trailers, CommitMessage.HEADLINE_PSNR_Y);
        Matcher sequences = matcher(SEQUENCES, trailers, CommitMessage.SEQUENCES);
        return evaluator.matches() && headline.matches() && sequences.matches()
                ? Optional.of(new RecordedEvidence(
                        evaluator.group(1),
                        evaluator.group(2),
                        Double.parseDouble(headline.group(1)),
                        sequences(sequences.group(1)),
                        sequences(sequences.group(2))))
                : Optional.empty();
    }

    private static Matcher matcher(Pattern pattern, List<Trailer> trailers, String name) {
        return pattern.matcher(CommitMessage.only(trailers, name).orElse(""));
    }

    private static List<RecordedSequence> sequences(String text) {
        List<RecordedSequence> sequences = new ArrayList<>();
        Matcher matcher = SEQUENCE.matcher(text);
        while (matcher.find()) {
            sequences.add(new RecordedSequence(matcher.group(1), matcher.group(2)));
        }
        return sequences;
    }
}
