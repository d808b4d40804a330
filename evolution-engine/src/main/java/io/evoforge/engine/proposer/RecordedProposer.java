package io.evoforge.engine.proposer;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.ProposerException.Reason;
import io.evoforge.core.proposal.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays recorded answers of a model, in the form in which they came. One whose name says which candidate it was for and in
 * which attempt, such as {@code candidate-000002-attempt-1.md}, answers that; what comes faster or slower than when it was
 * recorded changes nothing. Where no name says so, call 1 gets the first answer, call 2 the second. When there is none there is
 * nothing more to propose. Costs nothing. Immutable.
 */
public final class RecordedProposer implements CandidateProposer {
    private static final Pattern TURN = Pattern.compile("candidate-(\\d{1,18})-attempt-(\\d{1,9})\\.md");

    private final String name;
    private final List<Recording> recordings;
    private final Map<Turn, Recording> turns;

    /**
     * One recorded answer.
     *
     * @param name where it comes from, such as a file name
     * @param text the whole answer
     */
    public record Recording(String name, String text) {
        private Optional<Turn> turn() {
            Matcher named = TURN.matcher(name);
            return named.matches()
                    ? Optional.of(new Turn(Long.parseLong(named.group(1)), Integer.parseInt(named.group(2))))
                    : Optional.empty();
        }
    }

    private record Turn(long candidate, int attempt) {}

    /**
     * A proposer that plays {@code recordings}: each to the candidate that its name tells, or in this order if none does.
     *
     * @param origin what they are a recording of, for a person
     */
    public RecordedProposer(String origin, List<Recording> recordings) {
        this.name = "recorded (" + origin + ")";
        this.recordings = List.copyOf(recordings);
        this.turns = new HashMap<>();
        this.recordings.forEach(recording -> recording.turn().ifPresent(turn -> turns.put(turn, recording)));
    }

    /**
     * A proposer that plays the files {@code *.md} of a directory: each to the candidate that its name tells, or in the order
     * of their names, {@code 001.md} first.
     *
     * @throws ProposerException {@code RECORDING} if the directory or a file cannot be read, or there is no such file
     */
    public static RecordedProposer of(Path directory) {
        List<Recording> recordings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.md")) {
            for (Path file : files) {
                recordings.add(new Recording(String.valueOf(file.getFileName()), Files.readString(file)));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ProposerException(
                    Reason.RECORDING,
                    "The recording in '" + directory + "' cannot be read (" + e
                            + "). Name a directory with files such as 001.md, each one answer in UTF-8.",
                    e);
        }
        if (recordings.isEmpty()) {
            throw new ProposerException(
                    Reason.RECORDING,
                    "The directory '" + directory + "' holds no recorded answer. Name one with files such as 001.md.");
        }
        recordings.sort(Comparator.comparing(Recording::name));
        return new RecordedProposer(String.valueOf(directory.getFileName()), recordings);
    }

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        return recordingFor(request).map(recording -> new ModelReply(recording.text(), name, TokenUsage.NONE));
    }

    private Optional<Recording> recordingFor(ProposalRequest request) {
        if (turns.isEmpty()) {
            return request.call() > recordings.size()
                    ? Optional.empty()
                    : Optional.of(recordings.get(Math.toIntExact(request.call() - 1)));
        }
        return Optional.ofNullable(turns.get(new Turn(request.candidate(), request.attempt())));
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return TokenUsage.NONE;
    }

    @Override
    public String name() {
        return name;
    }

    /** How many answers there are. */
    public int size() {
        return recordings.size();
    }
}
