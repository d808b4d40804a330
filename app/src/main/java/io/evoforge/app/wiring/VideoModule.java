package io.evoforge.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.evoforge.app.config.AppConfig;
import io.evoforge.evaluator.sandbox.video.DefaultClip;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.VideoFiles;

/** Binds {@link SequenceSet} to the configured video files, or to the built-in clip. Needs {@link AppConfig}. */
final class VideoModule extends AbstractModule {
    @Provides
    @Singleton
    SequenceSet sequences(AppConfig config) {
        SequenceSet sequences =
                config.videoFiles().isEmpty() ? DefaultClip.load() : VideoFiles.split(config.videoFiles());
        return config.variationSeed().map(sequences::varied).orElse(sequences);
    }
}
