package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.engine.proposer.MutatingProposer;
import java.util.List;

/** Binds the proposers to seeded changes of the champion's syntax tree. Needs nothing. */
final class MutatingModule extends AbstractModule {
    @Provides
    @Singleton
    List<CandidateProposer> proposers() {
        return List.of(new MutatingProposer());
    }
}
