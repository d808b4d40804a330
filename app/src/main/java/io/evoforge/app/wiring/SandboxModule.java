package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import io.evoforge.app.config.AppConfig;
import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.dashboard.port.FrameLook;
import io.evoforge.evaluator.sandbox.ContainedEvaluator;
import io.evoforge.evaluator.sandbox.SandboxCodecEvaluator;
import io.evoforge.evaluator.sandbox.video.SequenceSet;

/** Binds {@link CodecEvaluator} to child processes. Needs {@link AppConfig}, {@link SequenceSet}. */
final class SandboxModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(CodecEvaluator.class).to(ContainedEvaluator.class);
        bind(ContainedEvaluator.class).to(SandboxCodecEvaluator.class);
        OptionalBinder.newOptionalBinder(binder(), FrameLook.class).setBinding().to(SandboxFrames.class);
    }

    @Provides
    @Singleton
    SandboxCodecEvaluator evaluator(AppConfig config, SequenceSet sequences, Resources resources) {
        return resources.add(
                new SandboxCodecEvaluator(sequences, config.evaluator().sandbox()));
    }
}
