package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.app.config.CommandConfig;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.evaluator.sandbox.CommandCodecEvaluator;
import io.evoforge.evaluator.sandbox.ContainedEvaluator;

/** Binds {@link CodecEvaluator} to a command that measures. Needs {@link AppConfig}. */
final class CommandModule extends AbstractModule {
    private final CommandConfig command;

    CommandModule(CommandConfig command) {
        this.command = command;
    }

    @Override
    protected void configure() {
        bind(CodecEvaluator.class).to(ContainedEvaluator.class);
    }

    @Provides
    @Singleton
    ContainedEvaluator evaluator(AppConfig config, Resources resources) {
        return resources.add(
                new CommandCodecEvaluator(command.settings(config.commit().sourcePath())));
    }
}
