package io.evoforge.engine.proposer;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import io.evoforge.core.proposal.ProposerException;
import io.evoforge.core.proposal.TokenUsage;
import io.evoforge.core.source.Sha256;
import io.evoforge.engine.proposer.Mutation.Change;
import io.evoforge.engine.proposer.Mutation.Replacement;
import io.evoforge.engine.reply.CanonicalSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Improves a source without a model: changes a few tables, constants or operators by chance, in the parsed source, so
 * that every answer is well formed and everything else stays as it is, comments and spacing included. Answers in the form
 * of a model: a summary, then the whole file. Costs nothing. Safe for use by several threads.
 */
public final class MutatingProposer implements CandidateProposer {
    private static final String NAME = "mutating";

    /**
     * How often to draw when the result was tried before, as far as the prompt tells. In a small source most draws are alike;
     * whoever gives up has no more to say for good, because the same request draws the same again.
     */
    private static final int DRAWS = 1000;

    private static final int MOST_CHANGES = 3;

    @Override
    public Optional<ModelReply> propose(ProposalRequest request) {
        String parent = request.parent().text().replace("\r\n", "\n");
        List<Mutation> mutations = MutationSites.in(parsed(parent));
        if (mutations.isEmpty()) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(request.seed());
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Change> changes = draw(mutations, random);
            String source = applied(parent, changes);
            String canonical = CanonicalSource.of(source);
            boolean tried = request.prompt().contains(Sha256.of(canonical).shortHex());
            if (!tried && !canonical.equals(CanonicalSource.of(parent))) {
                return Optional.of(new ModelReply(answer(changes, source), NAME, TokenUsage.NONE));
            }
        }
        return Optional.empty();
    }

    private static CompilationUnit parsed(String source) {
        ParserConfiguration configuration =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(source);
        return result.getResult()
                .filter(unit -> result.isSuccessful())
                .orElseThrow(() -> new ProposerException(
                        ProposerException.Reason.REFUSED,
                        "The source to mutate is not valid Java 17: "
                                + result.getProblems().get(0).getMessage() + ". Begin with one that compiles."));
    }

    /** One change, or with falling probability two or three, of places that do not overlap. */
    private static List<Change> draw(List<Mutation> mutations, SplittableRandom random) {
        List<Change> changes = new ArrayList<>();
        do {
            Change change = choose(mutations, random).draw(random);
            if (changes.stream().noneMatch(other -> overlap(other, change))) {
                changes.add(change);
            }
        } while (changes.size() < MOST_CHANGES && random.nextInt(3) == 0);
        return changes;
    }

    private static Mutation choose(List<Mutation> mutations, SplittableRandom random) {
        double at = random.nextDouble()
                * mutations.stream().mapToDouble(Mutation::weight).sum();
        for (Mutation mutation : mutations) {
            at -= mutation.weight();
            if (at < 0) {
                return mutation;
            }
        }
        return mutations.get(mutations.size() - 1);
    }

    private static boolean overlap(Change one, Change other) {
        return one.replacements().stream()
                .anyMatch(first -> other.replacements().stream()
                        .anyMatch(second -> first.range().overlapsWith(second.range())));
    }

    private static String applied(String source, List<Change> changes) {
        int[] lineStarts = lineStarts(source);
        List<Replacement> replacements = changes.stream()
                .flatMap(change -> change.replacements().stream())
                .sorted(Comparator.comparing((Replacement replacement) -> replacement.range().begin)
                        .reversed())
                .toList();
        StringBuilder out = new StringBuilder(source);
        for (Replacement replacement : replacements) { // from the end, so that earlier positions stay valid
            Range range = replacement.range();
            out.replace(
                    lineStarts[range.begin.line - 1] + range.begin.column - 1,
                    lineStarts[range.end.line - 1] + range.end.column,
                    replacement.text());
        }
        return out.toString();
    }

    private static int[] lineStarts(String source) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String answer(List<Change> changes, String source) {
        String summary = String.join("; ", changes.stream().map(Change::summary).toList());
        return summary + "\n\n````java\n" + source + (source.endsWith("\n") ? "" : "\n") + "````\n";
    }

    @Override
    public TokenUsage atMost(ProposalRequest request) {
        return TokenUsage.NONE;
    }

    @Override
    public String name() {
        return NAME;
    }
}
