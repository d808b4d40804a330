package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.video.VideoSequence;

/**
 * A video with a name for reports.
 *
 * @param name short, for a person
 * @param video the frames
 */
public record NamedVideo(String name, VideoSequence video) {}
