package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.ReviewConfig;
import io.evoforge.engine.review.ReviewSettings;
import io.evoforge.llm.langchain4j.LangChain4jReviewer;
import java.time.Clock;
import java.util.Optional;

/** Binds how versions are reviewed, empty if nobody does. Needs {@link AppConfig}, {@link Clock}. */
final class ReviewModule extends AbstractModule {
    @Provides
    @Singleton
    Optional<ReviewSettings> reviews(AppConfig config, Clock clock) {
        ReviewConfig review = config.review();
        return review.model()
                .map(model -> new ReviewSettings(
                        new LangChain4jReviewer(model.settings(), ConfiguredKey.masked(model), clock),
                        review.onChangesRequested(),
                        review.required(),
                        review.attempts(),
                        config.commit().sourcePath()));
    }
}
