package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.proposal.CandidateProposer;
import io.evoforge.llm.langchain4j.CallListener;
import io.evoforge.llm.langchain4j.CallRecorder;
import io.evoforge.llm.langchain4j.LangChain4jProposer;
import java.time.Clock;
import java.util.List;

/** Binds the proposers to the configured models. Needs {@link AppConfig}, {@link Clock}. */
final class ModelModule extends AbstractModule {
    @Provides
    @Singleton
    List<CandidateProposer> proposers(AppConfig config, Clock clock) {
        CallListener recorder = config.proposer()
                .recordTo()
                .<CallListener>map(directory -> new CallRecorder(directory, clock))
                .orElse(CallListener.NONE);
        return config.proposer().models().stream()
                .<CandidateProposer>map(model ->
                        new LangChain4jProposer(model.settings(), ConfiguredKey.masked(model), recorder, clock))
                .toList();
    }
}
