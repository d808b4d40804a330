package io.evoforge.engine;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.engine.prompt.Lesson;
import io.evoforge.engine.reply.SourceLanguage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sources were withdrawn, and what was developed from them. */
final class Withdrawals {
    private final SourceLanguage language;

    /** What a source was developed from. */
    private final Map<Sha256, Sha256> parents = new HashMap<>();

    /** Adopted and not withdrawn: nobody's descendants, even where a model changed a later source back into them. */
    private final Set<Sha256> standing = new HashSet<>();

    private final Map<Sha256, String> bySource = new HashMap<>();
    private final Map<Sha256, String> byProgram = new HashMap<>();

    Withdrawals(SourceLanguage language) {
        this.language = language;
    }

    void developed(Sha256 source, Sha256 parent) {
        parents.putIfAbsent(source, parent);
    }

    void adopted(SourceCode source) {
        standing.add(source.sha256());
    }

    void withdrawn(Evolution evolution, RunEvent.Withdrawn event) {
        standing.remove(evolution.source().sha256());
        String told = evolution.version() + ", which was withdrawn: " + event.reason();
        bySource.put(evolution.source().sha256(), told);
        byProgram.put(language.hash(evolution.source()), told);
    }

    boolean isWithdrawn(Sha256 canonical) {
        return byProgram.containsKey(canonical);
    }

    /** Why a candidate with this program, developed from {@code parent}, cannot be adopted, or empty. */
    Optional<String> objection(Sha256 parent, @Nullable Sha256 canonical) {
        if (bySource.isEmpty()) {
            return Optional.empty();
        }
        String same = canonical == null ? null : byProgram.get(canonical);
        if (same != null) {
            return Optional.of("the same program as " + same);
        }
        Set<Sha256> seen = new HashSet<>(); // a source that was changed back is its own ancestor
        for (Sha256 source = parent;
                source != null && !standing.contains(source) && seen.add(source);
                source = parents.get(source)) {
            String ancestor = bySource.get(source);
            if (ancestor != null) {
                return Optional.of("developed from " + ancestor);
            }
        }
        return Optional.empty();
    }

    /** What the next prompts say of a version that was withdrawn. */
    Lesson lesson(Evolution evolution, RunEvent.Withdrawn event) {
        Sha256 source = evolution.source().sha256();
        boolean itself = evolution.version().equals(event.version());
        String reason = itself
                ? "measured as better, but withdrawn afterwards: " + event.reason()
                : "developed from " + event.version() + ", which was withdrawn";
        return new Lesson(
                evolution.evidence().candidate(),
                Objects.requireNonNullElse(parents.get(source), source),
                language.hash(evolution.source()),
                evolution.summary(),
                false,
                reason,
                List.of());
    }
}
