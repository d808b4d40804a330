package io.evoforge.engine.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.SourceCode;
import io.evoforge.testkit.proposal.CandidateProposerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProposerTest extends CandidateProposerContract {
    @TempDir
    Path directory;

    @Override
    protected CandidateProposer proposer() {
        write("001.md", "first");
        write("002.md", "second");
        write("010.md", "third");
        write("notes.txt", "no answer");
        return RecordedProposer.of(directory);
    }

    @Test
    void the_files_are_played_in_the_order_of_their_names_by_the_number_of_the_call() {
        CandidateProposer proposer = proposer();
        String name = "recorded (" + directory.getFileName() + ")";

        assertThat(proposer.propose(request(2, 7))).contains(new ModelReply("second", name, TokenUsage.NONE));
        assertThat(proposer.propose(request(1, 7))).contains(new ModelReply("first", name, TokenUsage.NONE));
        assertThat(proposer.propose(request(3, 7))).contains(new ModelReply("third", name, TokenUsage.NONE));
        assertThat(proposer.propose(request(4, 7))).isEmpty();
    }

    @Test
    void an_answer_whose_name_tells_its_candidate_is_for_no_other_one() {
        write("candidate-000001-attempt-0.md", "of no use");
        write("candidate-000001-attempt-1.md", "repaired");
        write("candidate-000003-attempt-0.md", "third");
        write("README.md", "a recording");
        CandidateProposer proposer = RecordedProposer.of(directory);

        assertThat(answer(proposer, 1, 3, 0)).contains("third");
        assertThat(answer(proposer, 2, 1, 0)).contains("of no use");
        assertThat(answer(proposer, 3, 2, 0)).isEmpty();
        assertThat(answer(proposer, 4, 1, 1)).contains("repaired");
    }

    private static Optional<String> answer(CandidateProposer proposer, long call, long candidate, int attempt) {
        return proposer.propose(new ProposalRequest(
                        call, candidate, attempt, 7, new SourceCode("class Codec {}"), "Improve it"))
                .map(ModelReply::text);
    }

    @Test
    void a_recording_that_cannot_be_read_is_named() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() -> RecordedProposer.of(missing))
                .withMessageContaining(missing.toString())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ProposerException.Reason.RECORDING));

        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() -> RecordedProposer.of(directory))
                .withMessageContaining("holds no recorded answer");

        Files.write(directory.resolve("001.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() -> RecordedProposer.of(directory))
                .withMessageContaining("cannot be read");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
