package io.evoforge.engine.proposer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.javaparser.StaticJavaParser;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.reply.CanonicalSource;
import io.evoforge.engine.reply.ParsedReply;
import io.evoforge.engine.reply.ReplyParser;
import io.evoforge.engine.reply.SourceLanguage;
import io.evoforge.testkit.proposal.CandidateProposerContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MutatingProposerTest extends CandidateProposerContract {
    private static final SourceCode CODEC = new SourceCode("""
            package codec;

            /** Keeps   odd spacing, and the number 99 in a comment. */
            public class Codec {
                static final int MAGIC = 4711;
                static final int[] ZIGZAG = {0, 1, 3, 2, 4, 5, 7, 6};
                static final int[] QUANTISATION = {
                    16, 11, 10, 16, // first row
                    24, 40, 51, 61,
                };
                static final double LAMBDA = 0.85;

                int quantised(int value, int i) {
                    if (value > 24) { return (value + 3) >> 2; }
                    return value * 7 / QUANTISATION[i];
                }
            }
            """);

    @Override
    protected CandidateProposer proposer() {
        return new MutatingProposer();
    }

    @Test
    void every_answer_is_a_well_formed_file_that_differs_from_its_parent_and_keeps_its_form() {
        for (long seed = 0; seed < 120; seed++) {
            String mutated = mutated(seed);

            assertThat(CanonicalSource.of(mutated)).isNotEqualTo(CanonicalSource.of(CODEC.text()));
            assertThat(mutated)
                    .contains("/** Keeps   odd spacing, and the number 99 in a comment. */")
                    .contains("MAGIC = 4711;")
                    .contains("ZIGZAG = {0,")
                    .contains(", // first row\n");
            StaticJavaParser.parse(mutated);
        }
    }

    @Test
    void the_seed_alone_decides() {
        assertThat(mutated(5)).isEqualTo(mutated(5));

        Set<String> different = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            different.add(mutated(seed));
        }
        assertThat(different.size()).isGreaterThan(70);
    }

    @Test
    void tables_constants_thresholds_and_operators_are_all_reached_and_tables_most() {
        int tables = 0;
        Set<String> kinds = new HashSet<>();
        for (long seed = 0; seed < 250; seed++) {
            String summary = reply(seed).match(ParsedReply.Usable::summary, ParsedReply.Unusable::reason);
            tables += summary.contains("table QUANTISATION") ? 1 : 0;
            kinds.add(summary.replaceAll("[-0-9. ]+|[<>=&|]", " ").replaceAll(" .*", ""));
            if (summary.contains("LAMBDA")) {
                kinds.add("LAMBDA");
            }
        }

        assertThat(tables).isGreaterThan(60);
        assertThat(kinds).contains("Scale", "Tilt", "Flatten", "Change", "Replace", "LAMBDA");
    }

    @Test
    void what_was_tried_is_not_proposed_again() {
        ProposalRequest request = new ProposalRequest(1, 1, 0, 3, CODEC, "nothing tried");
        String first = source(request);
        String hash = SourceLanguage.JAVA.hash(new SourceCode(first)).shortHex();

        String second = source(new ProposalRequest(1, 1, 0, 3, CODEC, "tried: " + hash));

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void a_small_source_is_given_up_only_when_there_is_hardly_anything_left_to_try() {
        SourceCode small = new SourceCode("class A { static final int STEP = 16; }");
        Set<String> tried = new HashSet<>();
        Optional<ModelReply> reply = Optional.empty();
        for (long seed = 0; seed == 0 || reply.isPresent(); seed++) {
            reply = proposer().propose(new ProposalRequest(1, 1, 0, seed, small, String.join(" ", tried)));
            reply.map(ModelReply::text)
                    .map(text -> new ReplyParser().parse(text, small))
                    .map(parsed -> parsed.match(usable -> usable.canonical().shortHex(), ParsedReply.Unusable::reason))
                    .ifPresent(tried::add);
        }

        assertThat(tried).as("of the 24 numbers from 8 to 32 but 16").hasSizeGreaterThanOrEqualTo(22);
    }

    @Test
    void steps_of_a_table_never_become_zero() {
        SourceCode small = new SourceCode("class A { static final int[] STEPS = {1, 1, 1, 1, 1, 1, 1, 2}; }");
        for (long seed = 0; seed < 60; seed++) {
            ProposalRequest request = new ProposalRequest(1, 1, 0, seed, small, "");
            ParsedReply parsed = new ReplyParser()
                    .parse(proposer().propose(request).orElseThrow().text(), small);
            String summary = parsed.match(ParsedReply.Usable::summary, ParsedReply.Unusable::reason);
            if (summary.startsWith("Change")) {
                continue; // a single number may well become 0
            }
            String source = parsed.match(usable -> usable.source().text(), ParsedReply.Unusable::reason);
            List<String> numbers = new ArrayList<>(Pattern.compile("\\d+")
                    .matcher(source)
                    .results()
                    .map(MatchResult::group)
                    .toList());
            assertThat(numbers).as(summary).doesNotContain("0");
        }
    }

    @Test
    void a_source_without_numbers_ends_it_and_one_that_is_no_java_is_named() {
        assertThat(proposer().propose(new ProposalRequest(1, 1, 0, 1, new SourceCode("class A {}"), "")))
                .isEmpty();
        assertThatExceptionOfType(ProposerException.class)
                .isThrownBy(() ->
                        proposer().propose(new ProposalRequest(1, 1, 0, 1, new SourceCode("class A { int = ; }"), "")))
                .withMessageContaining("not valid Java 17");
    }

    private ParsedReply reply(long seed) {
        return new ReplyParser()
                .parse(
                        proposer()
                                .propose(new ProposalRequest(1, 1, 0, seed, CODEC, ""))
                                .orElseThrow()
                                .text(),
                        CODEC);
    }

    private String mutated(long seed) {
        return reply(seed).match(usable -> usable.source().text(), ParsedReply.Unusable::reason);
    }

    private String source(ProposalRequest request) {
        return new ReplyParser()
                .parse(proposer().propose(request).orElseThrow().text(), CODEC)
                .match(usable -> usable.source().text(), ParsedReply.Unusable::reason);
    }
}
